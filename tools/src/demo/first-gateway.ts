import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Layout } from './layout.ts'

/**
 * The token of the very first gateway. All others are made through the API, which is reached through a gateway only;
 * so the server writes one at its first start, beside the first administrator's secret.
 */
export async function firstGatewayToken(layout: Layout): Promise<string> {
  return (await readFile(join(layout.server, 'first-gateway.token'), 'utf8')).trim()
}
