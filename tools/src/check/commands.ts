import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
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

const kept = '.state/types'

const Configuration = z.object({ compilerOptions: z.unknown().optional(), include: z.array(z.string()) })

/** Of a room; lines that only comment it are for people. */
function configurationOf(root: string, room: string) {
  const lines = readFileSync(join(root, room, 'tsconfig.json'), 'utf8').split('\n')
  return Configuration.parse(JSON.parse(lines.filter((line) => !/^\s*\/\//.test(line)).join('\n')))
}

/**
 * Types of every room. Those without options of their own are one program, so that what they share is read and checked
 * once; what was found is kept beside the runtime, so that the next look is at what changed since.
 */
export const types: Check = {
  name: 'types',
  async find(root) {
    const rooms = roomsOf(root).map(({ name }) => ({ name, ...configurationOf(root, name) }))
    const alike = rooms.filter(({ compilerOptions }) => compilerOptions === undefined)
    const include = alike.flatMap(({ name, include }) => include.map((each) => join(root, name, each)))
    mkdirSync(join(root, kept), { recursive: true })
    writeFileSync(
      join(root, kept, 'alike.json'),
      JSON.stringify({ extends: join(root, 'tsconfig.base.json'), include }),
    )
    const programs = [
      { name: 'alike', project: `${kept}/alike.json` },
      ...rooms.filter((room) => !alike.includes(room)).map(({ name }) => ({ name, project: name })),
    ]
    const findings: Finding[] = []
    for (const { name, project } of programs) {
      const memory = ['--incremental', '--tsBuildInfoFile', `${kept}/${name}.tsbuildinfo`]
      findings.push(...(await complain(root, 'node_modules/.bin/tsc', ['-p', project, ...memory])))
    }
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
