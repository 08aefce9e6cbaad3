import { z } from 'zod'

/**
 * What a session reaches: the host's whole network, none but itself, or only these TCP ports, whatever the address
 * (Landlock, Linux 6.7). Ports do not bound UDP.
 */
export const SessionNetwork = z.union([
  z.enum(['host', 'none']),
  z.strictObject({ ports: z.array(z.number().int().min(1).max(65_535)).min(1) }),
])
export type SessionNetwork = z.infer<typeof SessionNetwork>
