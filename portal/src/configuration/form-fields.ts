/** What a form asks for one key of a document. `path` is the key, with dots where it lies deeper. */
export interface FormField {
  readonly path: string
  readonly type:
    | 'texts'
    | 'text'
    | 'lines'
    | 'command'
    | 'number'
    | 'flag'
    | 'condition'
    | 'rights'
    | 'without'
    | 'triggers'
    | 'demands'
    | 'running'
    | 'effect'
    | 'action'
    | { readonly several: Kind }
    | { readonly one: Kind }
  readonly required?: true
}

export type Kind = 'App' | 'Department' | 'Group' | 'Pool' | 'SettingsTemplate' | 'Workspace'

const title: FormField = { path: 'title', type: 'texts', required: true }
const when: FormField = { path: 'when', type: 'condition' }
const reason: FormField = { path: 'reason', type: 'texts', required: true }
const workspaces: FormField = { path: 'workspaces', type: { several: 'Workspace' } }

/** The forms for the common kinds. Keys that no form knows stay as they are, and are written by hand. */
export const forms = {
  limit: [
    title,
    when,
    { path: 'without', type: 'without' },
    { path: 'demands', type: 'demands' },
    { path: 'bounds.idleMinutes', type: 'number' },
    { path: 'bounds.lengthMinutes', type: 'number' },
    { path: 'bounds.sessions', type: 'number' },
    { path: 'bounds.watermark', type: 'flag' },
    workspaces,
    reason,
  ],
  grant: [title, when, { path: 'rights', type: 'rights', required: true }, workspaces],
  withhold: [
    title,
    when,
    { path: 'apps', type: { several: 'App' }, required: true },
    { path: 'running', type: 'running' },
    { path: 'beyond.minutesPerDay', type: 'number' },
    { path: 'beyond.atOnce', type: 'number' },
    workspaces,
    reason,
  ],
  ProgramRule: [
    title,
    { path: 'effect', type: 'effect', required: true },
    { path: 'packages', type: 'lines' },
    { path: 'paths', type: 'lines' },
    when,
    { path: 'audit', type: 'flag' },
    workspaces,
    reason,
  ],
  EnvironmentRule: [
    title,
    { path: 'on', type: 'triggers', required: true },
    when,
    workspaces,
    { path: 'actions', type: 'action', required: true },
  ],
  Workspace: [
    title,
    { path: 'summary', type: 'texts', required: true },
    { path: 'members.departments', type: { several: 'Department' } },
    { path: 'members.groups', type: { several: 'Group' } },
    { path: 'extends', type: { several: 'Workspace' } },
    { path: 'apps', type: { several: 'App' } },
    { path: 'published', type: { several: 'App' } },
    { path: 'settings', type: { several: 'SettingsTemplate' } },
    { path: 'pool', type: { one: 'Pool' }, required: true },
  ],
  App: [
    title,
    { path: 'package', type: 'text', required: true },
    { path: 'command', type: 'command', required: true },
    { path: 'icon', type: 'text', required: true },
    { path: 'categories', type: 'lines', required: true },
    { path: 'opens', type: 'lines' },
  ],
  Group: [title, { path: 'extends', type: { several: 'Group' } }, { path: 'people', type: 'lines' }],
  Zone: [
    title,
    { path: 'listener', type: 'text', required: true },
    { path: 'networks', type: 'lines', required: true },
    { path: 'outside', type: 'flag' },
  ],
} as const satisfies Readonly<Record<string, readonly FormField[]>>

export type FormName = keyof typeof forms
export const formNames = Object.keys(forms) as FormName[]

type Values = Readonly<Record<string, unknown>>

/** The form that a document has; null where it is written by hand only. */
export function formOf(values: Values): FormName | null {
  const name = values.kind === 'AccessRule' ? values.effect : values.kind
  return formNames.find((one) => one === name) ?? null
}

/** With what a new document of a form begins. */
export function beginningOf(form: FormName, department: string | null): Values {
  const isRule = form === 'limit' || form === 'grant' || form === 'withhold'
  return {
    kind: isRule ? 'AccessRule' : form,
    ...(isRule ? { effect: form } : {}),
    ...(form === 'ProgramRule' ? { effect: 'deny' } : {}),
    ...(department === null || form === 'Zone' ? {} : { department }),
    ...(form === 'Zone' ? { outside: false } : {}),
    ...(form === 'Workspace' ? { members: {} } : {}),
  }
}

export function valueAt(values: Values, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, step) => (typeof value === 'object' && value !== null ? (value as Values)[step] : undefined),
      values,
    )
}

/** The same values with another one at a path; what is empty is taken out, but for a map that must be there. */
export function withValue(values: Values, path: string, value: unknown): Values {
  const [key = '', ...rest] = path.split('.')
  const inner = rest.length === 0 ? value : withValue((values[key] ?? {}) as Values, rest.join('.'), value)
  const gone = isEmpty(inner) && key !== 'members'
  return { ...values, [key]: gone ? undefined : inner }
}

/** Nothing was said: then the key is left out. `false` is said where a schema asks for it. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === '' || value === null) return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && Object.values(value as object).every(isEmpty)
}

/** Words of a command line; quotes hold a word together. */
export function wordsOf(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}

export function commandText(words: unknown): string {
  return (Array.isArray(words) ? words.map(String) : [])
    .map((word) => (/\s|^$/.test(word) ? `"${word}"` : word))
    .join(' ')
}
