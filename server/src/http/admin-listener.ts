import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { join } from 'node:path'
import type { Registry } from 'prom-client'
import { runtimeDirectory } from '../runtime-directory.ts'
import type { Services } from '../services.ts'

/**
 * Metrics for whoever watches the machine, apart from what gateways reach: on the unix socket `admin.sock` in the
 * state's runtime directory, and on a loopback port where the configuration names one.
 */
export async function openAdminListener(services: Services, registry: Registry): Promise<AsyncDisposable> {
  const answer: RequestListener = (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
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

async function open(
  answer: RequestListener,
  where: { path: string } | { host: string; port: number },
): Promise<Server> {
  const server = createServer(answer)
  server.listen(where)
  await once(server, 'listening')
  return server
}
