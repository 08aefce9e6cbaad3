import { AsyncResource } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import { after, beforeEach } from 'node:test'

/**
 * Loaded before each file of tests. When the run is stopped, what runs is failed and nothing further begins, so that
 * the hooks that clean up have their turn: of itself a process ends at a signal on the spot, and leaves its database
 * clusters, servers and sessions behind.
 *
 * The run is also over when whoever began it is gone without a word: then nobody holds the other end of the input.
 */
class RunStopped extends Error {
  override name = 'RunStopped'
  override message = 'the run was stopped'
}

/** Milliseconds that the last results have to be told, whatever a stopped test has left behind that still waits. */
const lastWords = 2_000

/** A hook that is made within is one of the whole file. */
const ofFile = AsyncResource.bind((make: () => void) => make())
const running = new Map<unknown, () => void>()
let isStopped = false

/** An error that nobody caught fails the test in whose scope it was thrown, and that test alone. */
subscribe('tracing:node.test:start', (context) => {
  if ((context as { readonly type: string }).type !== 'test') return
  const fail = AsyncResource.bind(() => {
    setImmediate(() => {
      throw new RunStopped()
    })
  })
  running.set(context, fail)
})
subscribe('tracing:node.test:end', (context) => running.delete(context))

beforeEach(() => {
  if (isStopped) throw new RunStopped()
})

function stop(): void {
  if (isStopped) return
  isStopped = true
  for (const fail of running.values()) fail()
  // The last hook of all, since it is made last.
  ofFile(() => after(() => void setTimeout(() => process.exit(1), lastWords).unref()))
}

process.on('SIGINT', stop)
process.on('SIGTERM', stop)
if (process.env.NODE_TEST_CONTEXT !== undefined) {
  process.stdin.on('end', stop)
  process.stdin.on('error', stop)
  // Nor is there anybody to tell then.
  process.stdout.on('error', stop)
  process.stderr.on('error', stop)
  process.stdin.resume()
  // Reading keeps nobody waiting.
  ;(process.stdin as Partial<NodeJS.ReadStream>).unref?.()
}
