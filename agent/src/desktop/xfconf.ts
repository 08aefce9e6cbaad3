/** One value of an xfconf channel; a plain object is a branch of further properties. */
export type XfconfValue =
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'int' | 'uint' | 'double'; readonly value: number }
  | { readonly type: 'string'; readonly value: string; readonly below?: XfconfTree }
  | { readonly type: 'array'; readonly value: readonly XfconfValue[]; readonly below?: XfconfTree }
export interface XfconfTree {
  readonly [name: string]: XfconfValue | XfconfBranch
}
interface XfconfBranch {
  readonly type: 'branch'
  readonly below: XfconfTree
}

export const bool = (value: boolean): XfconfValue => ({ type: 'bool', value })
export const int = (value: number): XfconfValue => ({ type: 'int', value })
export const uint = (value: number): XfconfValue => ({ type: 'uint', value })
export const double = (value: number): XfconfValue => ({ type: 'double', value })
/** A string may have properties of its own below it, as the plugins of the panel do. */
export const string = (value: string, below: XfconfTree = {}): XfconfValue => ({ type: 'string', value, below })
export const array = (value: readonly XfconfValue[], below: XfconfTree = {}): XfconfValue => ({
  type: 'array',
  value,
  below,
})
export const branch = (below: XfconfTree): XfconfBranch => ({ type: 'branch', below })

/** Text and attribute values of XML 1.0 (section 2.4); control characters, which XML has not, are left out. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/[\p{Cc}]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** The file in which xfconfd looks for a channel's defaults, below a directory of `XDG_CONFIG_DIRS`. */
export const channelPath = (name: string) => `xfce4/xfconf/xfce-perchannel-xml/${name}.xml`

/** A channel in the format of xfconf's "perchannel-xml" back end. */
export function channel(name: string, tree: XfconfTree): string {
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<channel name="${escapeXml(name)}" version="1.0">`
  return `${[head, ...properties(tree, '  '), '</channel>'].join('\n')}\n`
}

/** The same channel, with nobody but root allowed to change anything of it. */
export function lockedChannel(text: string): string {
  return text.replace(
    /^<channel name="[^"]*" version="1\.0">$/m,
    (open) => `${open.slice(0, -1)} locked="*" unlocked="root">`,
  )
}

function properties(tree: XfconfTree, indent: string): readonly string[] {
  return Object.entries(tree).flatMap(([name, value]) => property(name, value, indent))
}

function property(name: string, value: XfconfValue | XfconfBranch, indent: string): readonly string[] {
  const open = `${indent}<property name="${escapeXml(name)}"`
  const close = `${indent}</property>`
  if (value.type === 'branch') return [`${open} type="empty">`, ...properties(value.below, `${indent}  `), close]
  if (value.type !== 'array') {
    const start = `${open} type="${value.type}" value="${escapeXml(String(value.value))}"`
    const below = value.type === 'string' ? properties(value.below ?? {}, `${indent}  `) : []
    return below.length === 0 ? [`${start}/>`] : [`${start}>`, ...below, close]
  }
  const items = value.value.map(
    (item) => `${indent}  <value type="${item.type}" value="${escapeXml(String(item.value))}"/>`,
  )
  return [`${open} type="array">`, ...items, ...properties(value.below ?? {}, `${indent}  `), close]
}
