import { ScanEye } from 'lucide-react';
import { useState } from 'react';
import type { RunRecord } from '../contract/run';
import { Menu, MenuLink } from '../ui/menu';
import type { InsideLink } from './inside-link';
import { useTaskStore } from './use-task-store';

/** Opens the views of the inside with what this run was given. */
export function LookInsideMenu({ run, value }: { run: RunRecord; value: unknown }) {
  const lookInside = useTaskStore((state) => state.lookInside);
  const [links, setLinks] = useState<readonly InsideLink[] | null>(null);
  if (!lookInside) return null;
  const load = (open: boolean) => {
    if (open && !links) void lookInside(run, value).then(setLinks);
  };
  return (
    <Menu
      label="Look inside"
      variant="quiet"
      icon={<ScanEye aria-hidden className="size-3.5" />}
      note={links?.length === 0 ? 'No view shows anything of this run.' : undefined}
      onOpenChange={load}
    >
      {links?.map(({ href, title, summary }) => (
        <MenuLink key={href} href={href} hint={summary}>
          {title}
        </MenuLink>
      ))}
    </Menu>
  );
}
