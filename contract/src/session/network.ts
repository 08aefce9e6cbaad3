import { z } from 'zod'
import { Network } from '../configuration/zone.ts'

const ports = z.array(z.number().int().min(1).max(65_535)).min(1)

/** Addresses that a session may send to; by TCP and UDP, and to every port, where it says nothing of these. */
export const NetworkTarget = z.strictObject({
  to: Network,
  protocol: z.enum(['tcp', 'udp']).optional(),
  ports: ports.max(32).optional(),
})
export type NetworkTarget = z.infer<typeof NetworkTarget>

/**
 * What a session reaches: the host's whole network; none but itself; only these TCP ports, whatever the address
 * (Landlock, Linux 6.7), which do not bound UDP; or only these targets and nothing else, which the kernel looks at in
 * every packet of the session's control group.
 */
export const SessionNetwork = z.union([
  z.enum(['host', 'none']),
  z.strictObject({ ports }),
  z.strictObject({ targets: z.array(NetworkTarget).min(1).max(100) }),
])
export type SessionNetwork = z.infer<typeof SessionNetwork>
