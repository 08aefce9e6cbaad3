import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Writes `.br` and `.gz` beside every text file, so that the server never compresses anything itself. */
function precompressed(): Plugin {
  let directory = ''
  return {
    name: 'nahtlos-precompressed',
    apply: 'build',
    configResolved(config) {
      directory = resolve(config.root, config.build.outDir)
    },
    async closeBundle() {
      const files = await readdir(directory, { recursive: true })
      for (const name of files.filter((file) => /\.(js|css|html|svg)$/.test(file))) {
        const path = join(directory, name)
        const plain = await readFile(path)
        await writeFile(`${path}.br`, await promisify(brotliCompress)(plain))
        await writeFile(`${path}.gz`, await promisify(gzip)(plain, { level: 9 }))
      }
    },
  }
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), precompressed()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // The policy allows data: for images alone, so nothing else may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
