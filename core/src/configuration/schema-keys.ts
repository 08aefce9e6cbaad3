import { z } from 'zod'

/** The keys that a schema knows at a path of its value, to suggest the one that was meant. */
export function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: z.core.$ZodType = unwrapped(schema)
  for (const step of path) {
    if (at instanceof z.ZodObject) {
      const child: z.core.$ZodType | undefined = at.shape[String(step)]
      if (child === undefined) return []
      at = unwrapped(child)
    } else if (at instanceof z.ZodArray) at = unwrapped(at.element)
    else return []
  }
  return at instanceof z.ZodObject ? Object.keys(at.shape) : []
}

/** Takes off what stands around a schema without changing its shape. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return unwrapped(schema.unwrap())
  if (schema instanceof z.ZodPipe) return unwrapped(schema.def.in)
  return schema
}
