import { z } from 'zod'

/** `telework` follows an agreed weekly rhythm; `mobile-work` happens now and then, on days announced one by one. */
export const WorkType = z.enum(['telework', 'mobile-work'])
export type WorkType = z.infer<typeof WorkType>

/** A request may ask for something new, for more of the same, or for something else instead of it. */
export const RequestKind = z.enum(['first', 'renewal', 'change'])
export type RequestKind = z.infer<typeof RequestKind>
