type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** The file is not what a key could be set in; its message says why. */
export class KeyFileError extends Error {
  override name = 'KeyFileError'
}

/** One value of a JSON file by its pointer (RFC 6901), as JSON text; undefined where there is none. */
export function jsonValue(text: string, pointer: string): string | undefined {
  let at: Json | undefined = parse(text)
  for (const step of stepsOf(pointer)) at = childOf(at, step)
  return at === undefined ? undefined : JSON.stringify(at)
}

/** Sets it, or with undefined takes it away; objects on the way are made. Indentation is kept where it is even. */
export function withJsonValue(text: string, pointer: string, value: string | undefined): string {
  const root = parse(text)
  const steps = stepsOf(pointer)
  const last = steps.pop() ?? ''
  let owner: Json = root
  for (const step of steps) {
    const child = childOf(owner, step)
    if (typeof child === 'object' && child !== null) owner = child
    else if (value === undefined) return text
    else owner = setChild(owner, step, {})
  }
  if (value === undefined) removeChild(owner, last)
  else setChild(owner, last, JSON.parse(value) as Json)
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  '
  return `${JSON.stringify(root, null, indent)}\n`
}

function parse(text: string): Json {
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text) as Json
  } catch (cause) {
    throw new KeyFileError('the file is no JSON', { cause })
  }
}

function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function childOf(owner: Json | undefined, step: string): Json | undefined {
  if (Array.isArray(owner)) return owner[Number(step)]
  if (typeof owner !== 'object' || owner === null) return undefined
  return Object.hasOwn(owner, step) ? owner[step] : undefined
}

function setChild<T extends Json>(owner: Json, step: string, value: T): T {
  if (Array.isArray(owner)) {
    const index = step === '-' ? owner.length : Number(step)
    if (!Number.isInteger(index) || index < 0 || index > owner.length)
      throw new KeyFileError(`a list has no place ${step}`)
    owner[index] = value
  } else if (typeof owner === 'object' && owner !== null)
    // A plain assignment of `__proto__` would change the object's own nature.
    Object.defineProperty(owner, step, { value, enumerable: true, configurable: true, writable: true })
  else throw new KeyFileError(`${step} lies below something that is neither an object nor a list`)
  return value
}

function removeChild(owner: Json, step: string): void {
  if (Array.isArray(owner)) owner.splice(Number(step), 1)
  else if (typeof owner === 'object' && owner !== null) delete owner[step]
}
