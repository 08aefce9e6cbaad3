import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Registry } from 'prom-client'
import { runtimeDirectory } from '../runtime-directory.ts'
import type { Services } from '../services.ts'

/**
 * Health and metrics for whoever watches the machine, apart from what gateways reach: on the unix socket `admin.sock` in the
 * state's runtime directory, and on a loopback port where the configuration names one.
 */
export async function openAdminListener(services: Services, registry: Registry): Promise<AsyncDisposable> {
  const answer: RequestListener = (request, response) => {
    if (request.method === 'GET' && request.url === '/healthz') return void answerHealth(services, response)
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end()
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      (error: unknown) => {
        services.log.error(error, 'the metrics could not be collected')
        response.writeHead(500).end()
      },
    )
  }
  await using opened = new AsyncDisposableStack()
  const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  const socket = join(await runtimeDirectory(services.server.state, 'run-server', owner), 'admin.sock')
  // A killed server leaves its socket; that no other server is alive, its database's lock has told already.
  await rm(socket, { force: true })
  opened.use(await open(answer, { path: socket }))
  const { admin } = services.server
  if (admin !== null) opened.use(await open(answer, admin))
  const kept = opened.move()
  return { [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

/** Healthy means: the database answers. */
async function answerHealth({ database, log }: Services, response: ServerResponse): Promise<void> {
  const healthy = await database
    .selectNoFrom((e) => e.lit(1).as('one'))
    .executeTakeFirst()
    .then(
      () => true,
      (error: unknown) => {
        log.warn(error, 'the database does not answer')
        return false
      },
    )
  const type = { 'content-type': 'application/json' }
  response.writeHead(healthy ? 200 : 503, type).end(JSON.stringify({ healthy }))
}

async function open(
  answer: RequestListener,
  where: { path: string } | { host: string; port: number },
): Promise<Server> {
  const server = createServer(answer)
  server.listen(where)
  await once(server, 'listening')
  return server
}
