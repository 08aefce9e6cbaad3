import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: import.meta.dirname,
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    // The bundle is built once, for the test that weighs it.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    setupFiles: ['src/shell/patience.test-kit.ts'],
  },
})
