import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { Registry } from 'prom-client'
import type { GatewayConfiguration } from './gateway-configuration.ts'

/** `/healthz` and `/metrics` for the machine's own eyes. Healthy means: tickets can be verified. */
export async function startMonitor(
  where: NonNullable<GatewayConfiguration['monitor']>,
  registry: Registry,
  healthy: () => boolean,
): Promise<Server> {
  const server = createServer((request, response) => {
    const answer = async () => {
      if (request.url === '/healthz') {
        response.writeHead(healthy() ? 200 : 503, { 'Content-Type': 'application/json' })
        response.end(JSON.stringify({ healthy: healthy() }))
      } else if (request.url === '/metrics') {
        const text = await registry.metrics()
        response.writeHead(200, { 'Content-Type': registry.contentType })
        response.end(text)
      } else {
        response.writeHead(404)
        response.end()
      }
    }
    answer().catch((error: Error) => response.destroy(error))
  })
  if ('socket' in where) {
    await rm(where.socket, { force: true })
    server.listen(where.socket)
  } else server.listen(where.port, where.host)
  await once(server, 'listening')
  return server
}
