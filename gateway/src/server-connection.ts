import { Agent, type RequestOptions } from 'node:https'
import type { Identity } from '@nahtlos/identity/identity'
import { clientTlsOptions } from '@nahtlos/identity/mutual-tls'
import { parseAddress } from '@nahtlos/identity/network-address'

/** The way to the server's internal listener: mutual TLS, connections kept for the next request. */
export interface ServerConnection {
  /** What a request to the server starts from. */
  options(): RequestOptions
  /** From now on new connections show this identity; requests under way end with the old one. */
  become(identity: Identity): void
  close(): void
}

export function connectServer(identity: Identity): ServerConnection {
  let { agent, target } = open(identity)
  return {
    // The empty server name keeps the client's Host header out of the TLS handshake and of the pool's key.
    options: () => ({ ...target, agent, servername: '' }),
    become(renewed) {
      const old = agent
      ;({ agent, target } = open(renewed))
      // Idle connections go at once; those that carry a request close after it, because nobody takes them again.
      old.keepAlive = false
      for (const sockets of Object.values(old.freeSockets)) for (const socket of sockets ?? []) socket.destroy()
    },
    close: () => agent.destroy(),
  }
}

function open(identity: Identity) {
  const agent = new Agent({
    ...clientTlsOptions(identity, 'server'),
    keepAlive: true,
    maxFreeSockets: 64,
    maxCachedSessions: 0,
    scheduling: 'lifo',
  })
  return { agent: agent as Agent & { keepAlive: boolean }, target: parseAddress(identity.server) }
}
