import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { Text } from '../text.ts'

/** An IPv4 or IPv6 network, e.g. `10.20.0.0/16` or `::/0`. */
export const Network = z.union([z.cidrv4(), z.cidrv6()])
export type Network = z.infer<typeof Network>

/**
 * The network place that a client comes from: a listener of the gateway and the client's network.
 * The zone with the longest matching network wins; a client without a zone gets nothing.
 */
export const Zone = z.strictObject({
  kind: z.literal('Zone'),
  id: Slug,
  title: Text,
  listener: Slug,
  networks: z.array(Network).min(1),
  /** From outside an agreement, its day and hours, and a second factor are always demanded. */
  outside: z.boolean(),
})
export type Zone = z.infer<typeof Zone>
