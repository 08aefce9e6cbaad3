import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { clientAddressHeader, listenerHeader, schemeHeader } from '@nahtlos/contract/host/link'
import { administrator, administratorPassword, smallStaff } from './people.ts'
import { smallCity } from './small-city.ts'
import { testServer } from './test-server.ts'

/**
 * A program for tests of clients: a real server with the small city, behind a loopback port that says that all its
 * callers are in the office. Its first line tells how to get in; it ends with its input.
 */
await using server = await testServer()
const { code } = await administrator(server)
const door = createServer((request, response) => {
  request.headers[listenerHeader] = 'office'
  request.headers[clientAddressHeader] = '10.20.3.4'
  request.headers[schemeHeader] = 'http'
  server.fastify.routing(request, response)
})
door.listen(0, '127.0.0.1')
await once(door, 'listening')
const { port } = door.address() as AddressInfo
console.log(
  JSON.stringify({
    origin: `http://amt.localhost:${port}`,
    password: administratorPassword,
    code: code(),
    city: smallCity,
    staff: smallStaff,
  }),
)
process.stdin.resume()
await once(process.stdin, 'end')
door.closeAllConnections()
door.close()
