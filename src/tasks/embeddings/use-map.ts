import { useEffect, useMemo, useRef, useState } from 'react';
import type { MapAnswer, MapFacts, MapSettings } from '../../contract/embeddings-map';
import type { Vectors } from '../../lib/embeddings/vectors';
import { createMapClient, type MapClient } from './map-client';

/** What a layout is doing, or has come to. */
export type MapState =
  | { status: 'idle' }
  | {
      status: 'working';
      settings: MapSettings;
      phase: 'starting' | 'neighbours' | 'layout';
      step: number;
      total: number;
    }
  | { status: 'done'; settings: MapSettings; facts: MapFacts; stopped: boolean }
  | { status: 'failed'; settings: MapSettings | null; message: string };

export interface LaidOut {
  positions: Float32Array;
  d: 2 | 3;
}

/** Then the map stands still until it is finished. */
const wantsLessMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Progress is told less often than frames come. */
const TOLD_MS = 200;
const ENDED: MapState = {
  status: 'failed',
  settings: null,
  message: 'The worker that makes the map has ended. Make the map again; if it happens again, take fewer texts.',
};

/**
 * The map of some vectors, made in a worker of its own.
 * @param onFrame is given positions on their way, past React's state
 */
export function useMap(vectors: Vectors, onFrame: (positions: Float32Array) => void) {
  const [state, setState] = useState<MapState>({ status: 'idle' });
  const [map, setMap] = useState<LaidOut | null>(null);
  const [clusters, setClusters] = useState<Int32Array | null>(null);
  const jobs = useRef({
    layout: 0,
    clusters: 0,
    settings: null as MapSettings | null,
    told: 0,
    d: 0,
    last: null as Float32Array | null,
  });
  const frame = useRef(onFrame);
  frame.current = onFrame;

  const client = useMemo<{ current: MapClient | null }>(() => ({ current: null }), []);
  useEffect(() => {
    const onAnswer = (answer: MapAnswer) => {
      const { current } = jobs;
      const settings = current.settings;
      if (answer.type === 'clusters') {
        if (answer.job === current.clusters) setClusters(answer.labels);
        return;
      }
      if (answer.job !== current.layout || !settings) return;
      const d = settings.n_components;
      if (answer.type === 'failed') return setState({ status: 'failed', settings, message: answer.message });
      if (answer.type === 'layout') {
        if (answer.positions.length > 0) setMap({ positions: answer.positions, d });
        current.d = d;
        return setState({ status: 'done', settings, facts: answer.facts, stopped: answer.stopped });
      }
      const { positions, phase, step, total } = answer;
      // The first frame with another number of dimensions goes through React, which knows how many there are.
      if (positions && current.d !== d) {
        current.d = d;
        setMap({ positions, d });
      } else if (positions && !wantsLessMotion()) frame.current(positions);
      if (positions) current.last = positions;
      if (performance.now() - current.told < TOLD_MS) return;
      current.told = performance.now();
      setState({ status: 'working', settings, phase, step, total });
    };
    const onEnded = (reason: 'stopped' | 'failed') => {
      const { settings, last } = jobs.current;
      if (reason === 'stopped' && settings && last) setMap({ positions: last, d: settings.n_components });
      setState(
        reason === 'stopped' && settings
          ? { status: 'done', settings, facts: { trustworthiness: null }, stopped: true }
          : ENDED,
      );
    };
    client.current = createMapClient(vectors, onAnswer, onEnded);
    return () => client.current?.dispose();
  }, [vectors, client]);

  const layout = (settings: MapSettings) => {
    if (!client.current) return;
    jobs.current.settings = settings;
    jobs.current.layout = client.current.layout(settings);
    setState({ status: 'working', settings, phase: 'starting', step: 0, total: 1 });
  };
  const cluster = (n_clusters: number, seed: number) => {
    if (client.current) jobs.current.clusters = client.current.clusters(n_clusters, seed);
  };
  return { state, map, clusters, layout, cluster, stop: () => client.current?.stop() };
}
