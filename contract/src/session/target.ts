import { z } from 'zod'
import { Slug } from '../identifiers.ts'

/** What a session runs: a workspace's desktop, or one of its published apps alone. */
export const Target = z.strictObject({ workspace: Slug, app: Slug.nullable() })
export type Target = z.infer<typeof Target>
