type Json = { [key: string]: unknown }

/**
 * The generator describes each named schema twice, as `X` in answers and as `XInput` in requests, since defaults
 * make the two differ. Where they don't differ, both become `X`; what nobody refers to is left out.
 */
export function mergeDirections(document: Json): Json {
  const components = document.components as { schemas: Record<string, Json> }
  const schemas = components.schemas
  const same = new Set(Object.keys(schemas).filter((name) => name.endsWith('Input') && schemas[name.slice(0, -5)]))
  // Two schemas are the same if they are so under the assumption that those they refer to are: drop until stable.
  for (let before = -1; before !== same.size; ) {
    before = same.size
    for (const name of same) {
      const output = schemas[name.slice(0, -5)]
      if (withoutDirection(schemas[name], same) !== JSON.stringify(output)) same.delete(name)
    }
  }
  const merged = JSON.parse(withoutDirection(document, same)) as Json & { components: { schemas: Json } }
  for (const name of same) delete merged.components.schemas[name]
  dropUnused(merged)
  return merged
}

function withoutDirection(value: unknown, same: ReadonlySet<string>): string {
  return JSON.stringify(value, (key, child: unknown) => {
    if (key !== '$ref' || typeof child !== 'string') return child
    const name = child.slice(child.lastIndexOf('/') + 1)
    return same.has(name) ? child.slice(0, -5) : child
  })
}

function dropUnused(document: { components: { schemas: Json } } & Json): void {
  for (let dropped = true; dropped; ) {
    const text = JSON.stringify(document)
    const unused = Object.keys(document.components.schemas).filter(
      (name) => !text.includes(`"#/components/schemas/${name}"`),
    )
    for (const name of unused) delete document.components.schemas[name]
    dropped = unused.length > 0
  }
}
