import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Layout } from './layout.ts'

/**
 * The token of the very first gateway, or null while the server has not written it. All others are made through the
 * API, which is reached through a gateway only; so the server writes one into its state when it starts without any.
 */
export async function firstGatewayToken(layout: Layout): Promise<string | null> {
  try {
    return (await readFile(join(layout.server, 'first-gateway.token'), 'utf8')).trim()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
