import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { PackagePattern } from '../session/programs.ts'
import { Text } from '../text.ts'

/** A published application. */
export const App = z.strictObject({
  kind: z.literal('App'),
  id: Slug,
  title: Text,
  /** The department whose administrators look after it; absent is the city's. */
  department: Slug.optional(),
  summary: Text.optional(),
  /** The Debian package that brings it; hosts report whether it is installed. */
  package: z.string().regex(/^[a-z0-9][a-z0-9+.-]+$/),
  /** Program and arguments, without a shell. */
  command: z.array(z.string().min(1)).min(1),
  /** Other names under which people and programs start it, e.g. `soffice`; they lead to the same settings. */
  programs: z.array(z.string().regex(/^[\w.+-]+$/)).default([]),
  /** Packages of interpreters that it cannot do without, e.g. `python3*`: a workspace that has it allows them. */
  needs: z.array(PackagePattern).default([]),
  /** A name of the freedesktop.org icon naming specification or of the package's own icon. */
  icon: z.string().min(1),
  /** Categories of the freedesktop.org menu specification. */
  categories: z.array(z.string().min(1)).min(1),
  /** MIME types that the app opens by default in every workspace that has it. */
  opens: z.array(z.string().regex(/^[a-z]+\/[\w.+-]+$/)).default([]),
})
export type App = z.infer<typeof App>
