import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Check, Finding } from './finding.ts'
import { roomsOf } from './room.ts'

/** Runs one of the tools that check by themselves; what they print is the finding. */
async function complain(root: string, command: string, args: readonly string[]): Promise<Finding[]> {
  const { code, output } = await new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    // Colours are for people; the program's place tells them apart from the terminal's.
    const child = spawn(join(root, command), args, {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString('utf8').trim() }))
  })
  return code === 0 ? [] : [{ where: [command.split('/').at(-1), ...args].join(' '), message: output }]
}

/** Format and lint rules, import cycles, floating promises, undeclared dependencies. */
export const style: Check = {
  name: 'format and lint',
  find: (root) =>
    complain(root, 'node_modules/.bin/biome', ['check', '--error-on-warnings', '--max-diagnostics=50', '.']),
}

/** What was found is kept beside the runtime, so that the next look is at what changed since. */
function remembered(room: string): string[] {
  return ['--incremental', '--tsBuildInfoFile', `.state/types/${room}.tsbuildinfo`]
}

/** Types of every room, each with its own configuration. */
export const types: Check = {
  name: 'types',
  async find(root) {
    const findings: Finding[] = []
    for (const room of roomsOf(root))
      findings.push(...(await complain(root, 'node_modules/.bin/tsc', ['-p', room.name, ...remembered(room.name)])))
    return findings
  },
}

export const deadCode: Check = {
  name: 'no dead code',
  find: (root) => complain(root, 'node_modules/.bin/knip', ['--no-progress']),
}

/** What is generated from the contract is what is committed. */
export const generatedFiles: Check = {
  name: 'generated files are fresh',
  find: (root) => complain(root, 'node_modules/.bin/node', ['tools/src/openapi.ts', '--check']),
}
