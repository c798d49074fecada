import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [react()],
        test: {
          name: 'unit',
          environment: 'node',
          include: [
            'src/**/*.test.{ts,tsx}',
            'workers/**/*.test.ts',
            'scripts/**/*.test.ts',
            'bench/**/*.test.ts',
            'e2e/**/*.test.ts',
          ],
          restoreMocks: true,
          // Components that take a blink alone take seconds beside a browser's tests on two cores.
          testTimeout: 30_000,
        },
      },
      'parity/vitest.config.ts',
    ],
  },
});
