import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { loupe } from './app/console';
import { isolateThroughServiceWorker } from './app/isolation';
import { applyTheme } from './app/settings';
import { installTrustedTypes } from './app/trusted-types';
import './app/style.css';

installTrustedTypes();
window.loupe = loupe;
applyTheme();
isolateThroughServiceWorker();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
