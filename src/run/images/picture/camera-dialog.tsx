import { Camera } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';

/** Takes a picture with the camera. Nothing leaves the browser. */
export default function CameraDialog({ onPicture, onClose }: { onPicture(picture: Blob): void; onClose(): void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<'asking' | 'ready' | 'refused'>('asking');
  useEffect(() => {
    let stream: MediaStream | null = null;
    let wanted = true;
    const open = async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      } catch {
        if (wanted) setState('refused');
        return;
      }
      if (!wanted || !video.current) return close();
      video.current.srcObject = stream;
      await video.current.play().catch(() => {});
      setState('ready');
    };
    const close = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    void open();
    return () => {
      wanted = false;
      close();
    };
  }, []);
  const take = () => {
    const { videoWidth, videoHeight } = video.current ?? { videoWidth: 0, videoHeight: 0 };
    const canvas = document.createElement('canvas');
    canvas.width = videoWidth;
    canvas.height = videoHeight;
    if (video.current) canvas.getContext('2d')?.drawImage(video.current, 0, 0);
    canvas.toBlob((picture) => picture && onPicture(picture), 'image/png');
  };
  return (
    <Dialog title="Camera" description="The picture stays in this browser." onClose={onClose}>
      {state === 'refused' ? (
        <p role="alert">
          There is no camera, or the browser does not let this page use it. Allow it in the browser's settings, or
          choose a file.
        </p>
      ) : (
        <div className="grid justify-items-center gap-3">
          <video ref={video} playsInline muted className="max-h-[60dvh] w-full rounded-control bg-sunken" />
          <Button variant="primary" disabled={state !== 'ready'} onClick={take}>
            <Camera aria-hidden className="size-4" />
            Take the picture
          </Button>
        </div>
      )}
    </Dialog>
  );
}
