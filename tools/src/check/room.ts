import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Manifest = z.object({
  name: z.string(),
  exports: z.record(z.string(), z.unknown()).optional(),
  nahtlos: z.object({ purpose: z.string(), mayImport: z.array(z.string()) }),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
})

/** One npm workspace: what runs in one place and is trusted with the same things. */
export interface Room {
  readonly name: string
  /** Rooms that it may import; `*` for any. */
  readonly mayImport: readonly string[]
  /** Rooms that its package.json depends on. */
  readonly dependsOn: readonly string[]
}

const scope = '@nahtlos/'

export function roomsOf(root: string): Room[] {
  const { workspaces } = z
    .object({ workspaces: z.array(z.string()) })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  return workspaces.map((name) => {
    const manifest = Manifest.parse(JSON.parse(readFileSync(join(root, name, 'package.json'), 'utf8')))
    const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    return {
      name,
      mayImport: manifest.nahtlos.mayImport,
      dependsOn: dependencies.filter((each) => each.startsWith(scope)).map((each) => each.slice(scope.length)),
    }
  })
}

/** The room's own source files, relative to the checkout; generated ones are not its own. */
export function sourcesOf(root: string, room: string): string[] {
  return globSync(`${room}/**/*.{ts,tsx}`, {
    cwd: root,
    exclude: ['**/node_modules/**', '**/dist/**'],
  }).sort()
}
