import type { FieldFault } from '@nahtlos/contract/field-fault'
import { issueText } from '@nahtlos/contract/issue-text'
import type { z } from 'zod'

/** What a schema found wrong, field by field; `prefix` comes before each path, empty for none. */
export function issueFields(error: z.ZodError, prefix = ''): FieldFault[] {
  return error.issues.map((issue) => ({
    path: [prefix, ...issue.path.map(String)].filter((part) => part !== '').join('.'),
    message: issueText(issue),
  }))
}
