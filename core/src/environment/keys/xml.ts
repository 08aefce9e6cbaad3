import { type Element, escapeXml, readXml } from '../../settings/formats/xml-items.ts'

/** The file or the path is not what a value could be set by; its message says why. */
export class XmlFault extends Error {
  override name = 'XmlFault'
}

/**
 * The text of the element or attribute at a path, the plain part of XPath 1.0: names, each perhaps with attributes
 * that it must have, such as `/a/b[@name="c"]/@value`. Undefined where there is none.
 */
export function xmlValue(text: string, path: string): string | undefined {
  const { steps, attribute } = parsePath(path)
  if (text.trim() === '') return undefined
  const { found, missing } = walk(rootOf(text), steps)
  if (found === null || missing.length > 0) return undefined
  return attribute === null ? found.text : found.attributes[attribute]
}

/** Sets it, and makes what is missing, or with undefined takes it away. Everything else of the file stays as it is. */
export function withXmlValue(text: string, path: string, value: string | undefined): string {
  const { steps, attribute } = parsePath(path)
  if (text.trim() === '') {
    return value === undefined ? text : `<?xml version="1.0" encoding="UTF-8"?>\n${made(steps, attribute, value)}\n`
  }
  const { found, missing } = walk(rootOf(text), steps)
  if (found === null) throw new XmlFault(`the file begins with something else than ${steps[0]?.name}`)
  if (missing.length > 0) return value === undefined ? text : withInside(text, found, made(missing, attribute, value))
  if (attribute !== null) return withAttribute(text, found, attribute, value)
  if (value === undefined) return text.slice(0, found.start) + text.slice(found.end)
  if (found.children.length > 0) throw new XmlFault(`${path} holds other elements; a text would replace them`)
  return withContent(text, found, escapeXml(value))
}

interface PathStep {
  readonly name: string
  readonly attributes: readonly (readonly [name: string, value: string])[]
}

const name = '[\\w:.-]+'
const stepForm = new RegExp(`^/(${name})((?:\\[@${name}=(?:"[^"]*"|'[^']*')\\])*)`)

function parsePath(path: string): { readonly steps: readonly PathStep[]; readonly attribute: string | null } {
  const steps: PathStep[] = []
  let rest = path
  for (let found = stepForm.exec(rest); found !== null; found = stepForm.exec(rest)) {
    const conditions = (found[2] ?? '').matchAll(new RegExp(`@(${name})=("[^"]*"|'[^']*')`, 'g'))
    const attributes = [...conditions].map(([, key = '', quoted = '']) => [key, quoted.slice(1, -1)] as const)
    steps.push({ name: found[1] ?? '', attributes })
    rest = rest.slice(found[0].length)
  }
  const attribute = new RegExp(`^/@(${name})$`).exec(rest)?.[1] ?? null
  if (steps.length === 0 || (attribute === null && rest !== ''))
    throw new XmlFault(`${path} is no path such as /a/b[@name="c"]/@value`)
  return { steps, attribute }
}

/** Whether a path can be understood at all, for the check of a rule. */
export function isXmlPath(path: string): boolean {
  try {
    parsePath(path)
    return true
  } catch (error) {
    if (error instanceof XmlFault) return false
    throw error
  }
}

function rootOf(text: string): Element {
  const file = readXml(text)
  if (file === null) throw new XmlFault('the file is no XML that can be read here')
  return file.root
}

/** The deepest element of the path that is there, and the steps that lead on from it. */
function walk(
  root: Element,
  steps: readonly PathStep[],
): { readonly found: Element | null; readonly missing: readonly PathStep[] } {
  const [first, ...rest] = steps
  if (first === undefined || !fits(root, first)) return { found: null, missing: steps }
  let found = root
  for (const [at, step] of rest.entries()) {
    const child = found.children.find((each) => fits(each, step))
    if (child === undefined) return { found, missing: rest.slice(at) }
    found = child
  }
  return { found, missing: [] }
}

const fits = (element: Element, step: PathStep) =>
  element.name === step.name && step.attributes.every(([key, value]) => element.attributes[key] === value)

function made(steps: readonly PathStep[], attribute: string | null, value: string): string {
  return steps.reduceRight(
    (inner, step, at) => {
      const isLast = at === steps.length - 1
      const attributes =
        isLast && attribute !== null ? [...step.attributes, [attribute, value] as const] : step.attributes
      const open = [step.name, ...attributes.map(([key, text]) => `${key}="${escapeXml(text)}"`)].join(' ')
      return inner === '' ? `<${open}/>` : `<${open}>${inner}</${step.name}>`
    },
    attribute === null ? escapeXml(value) : '',
  )
}

const isClosedAtOnce = (text: string, element: Element) => text.slice(element.start, element.inner).endsWith('/>')

function withContent(text: string, element: Element, content: string): string {
  const open = text.slice(element.start, element.inner).replace(/\s*\/>$/, '>')
  return `${text.slice(0, element.start)}${open}${content}</${element.name}>${text.slice(element.end)}`
}

function withInside(text: string, element: Element, more: string): string {
  if (isClosedAtOnce(text, element)) return withContent(text, element, more)
  const close = text.lastIndexOf('</', element.end)
  return `${text.slice(0, close)}${more}${text.slice(close)}`
}

function withAttribute(text: string, element: Element, attribute: string, value: string | undefined): string {
  const open = text.slice(element.start, element.inner)
  const [, start = '', pairs = '', end = ''] =
    /^(<[^\s/>]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)(\s*\/?>)$/.exec(open) ?? []
  const others = [...pairs.matchAll(/\s+([^\s=/>]+)\s*=\s*(?:"[^"]*"|'[^']*')/g)]
  const written = value === undefined ? '' : ` ${attribute}="${escapeXml(value)}"`
  const isThere = others.some(([, key]) => key === attribute)
  const kept = others.map(([pair, key]) => (key === attribute ? written : pair)).join('')
  const next = `${start}${kept}${isThere ? '' : written}${end}`
  return text.slice(0, element.start) + next + text.slice(element.inner)
}
