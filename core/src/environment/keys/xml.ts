import { DOMParser, type Document, type Element, type Node, ParseError, XMLSerializer } from '@xmldom/xmldom'
import xpath from 'xpath'

/** The file or the path is not what a value could be set by; its message says why. */
export class XmlFault extends Error {
  override name = 'XmlFault'
}

/** The text of the first element or attribute that an XPath 1.0 selects; undefined where there is none. */
export function xmlValue(text: string, path: string): string | undefined {
  if (text.trim() === '') return undefined
  const found = select(parse(text), path)
  return found === null ? undefined : (found.nodeValue ?? found.textContent ?? '')
}

/**
 * Sets it, or with undefined takes it away. What is missing is made where every step is a name, with or without
 * attributes that it must have, such as `/a/b[@name="c"]/@value`.
 */
export function withXmlValue(text: string, path: string, value: string | undefined): string {
  if (text.trim() === '' && value === undefined) return text
  const document = parse(text.trim() === '' ? `<${nameOf(path)}/>` : text)
  const found = select(document, path)
  if (value === undefined) remove(found)
  else if (found === null) make(document, path, value)
  else if (isAttribute(found)) found.value = value
  else found.textContent = value
  return `${new XMLSerializer().serializeToString(document).trimEnd()}\n`
}

function parse(text: string): Document {
  // A document type may pull in other files and grow without end; settings have none.
  if (/<!(?:DOCTYPE\s[^>]*\[|ENTITY)/i.test(text)) throw new XmlFault('the file declares entities of its own')
  try {
    return new DOMParser({ onError: fail }).parseFromString(text, 'text/xml')
  } catch (cause) {
    if (!(cause instanceof ParseError) && !(cause instanceof XmlFault)) throw cause
    throw new XmlFault('the file is no XML', { cause })
  }
}

function fail(level: string, message: string): void {
  if (level !== 'warning') throw new XmlFault(message)
}

function select(document: Document, path: string): Node | null {
  try {
    const found = xpath.select1(path, document as unknown as globalThis.Node)
    return typeof found === 'object' && found !== null ? (found as unknown as Node) : null
  } catch (cause) {
    throw new XmlFault(`${path} is no XPath`, { cause })
  }
}

function isAttribute(node: Node): node is Node & { value: string; name: string; ownerElement: Element | null } {
  return node.nodeType === node.ATTRIBUTE_NODE
}

function remove(node: Node | null): void {
  if (node === null) return
  if (isAttribute(node)) node.ownerElement?.removeAttribute(node.name)
  else node.parentNode?.removeChild(node)
}

const step = /^([\w:.-]+)((?:\[@[\w:.-]+=(?:"[^"]*"|'[^']*')\])*)$/

function make(document: Document, path: string, value: string): void {
  const steps = splitSteps(path)
  const last = steps.at(-1) ?? ''
  const attribute = last.startsWith('@') ? last.slice(1) : null
  const elements = attribute === null ? steps : steps.slice(0, -1)
  let at: Node = document
  elements.forEach((written, index) => {
    const present: Node | null = select(document, `/${elements.slice(0, index + 1).join('/')}`)
    at = present ?? append(document, at, written)
  })
  if (attribute === null) at.textContent = value
  else (at as Element).setAttribute(attribute, value)
}

function append(document: Document, parent: Node, written: string): Element {
  const parts = step.exec(written)
  if (parts?.[1] === undefined || parent === document)
    throw new XmlFault(`nothing is at ${written}, and it cannot be made`)
  const element = document.createElement(parts[1])
  for (const [, name = '', quoted = ''] of (parts[2] ?? '').matchAll(/\[@([\w:.-]+)=("[^"]*"|'[^']*')\]/g))
    element.setAttribute(name, quoted.slice(1, -1))
  parent.appendChild(element)
  return element
}

function nameOf(path: string): string {
  const name = step.exec(splitSteps(path)[0] ?? '')?.[1]
  if (name === undefined) throw new XmlFault(`nothing is at ${path}, and it cannot be made`)
  return name
}

/** Steps between slashes; those within quotes are part of a value. */
function splitSteps(path: string): string[] {
  return (path.match(/(?:"[^"]*"|'[^']*'|[^/"'])+/g) ?? []).filter((part) => part !== '')
}
