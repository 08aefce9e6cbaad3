import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A server process with a small city, reached as from the office. */
export interface OfficeServer extends AsyncDisposable {
  readonly origin: string
  /** Of the account `verwaltung`, the administrator. */
  readonly password: string
  /** Good once. */
  readonly code: string
  readonly city: readonly { readonly path: string; readonly text: string }[]
  readonly staff: readonly object[]
}

export async function officeServer(): Promise<OfficeServer> {
  const program = fileURLToPath(import.meta.resolve('@nahtlos/server/testing/office-server'))
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const line = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])
  assert.equal(child.exitCode, null, 'the server runs')
  return {
    ...JSON.parse(String(line[0])),
    [Symbol.asyncDispose]: async () => {
      child.stdin.end()
      await ended
    },
  }
}
