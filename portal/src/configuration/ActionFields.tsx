import { Field } from '../shell/Field.tsx'
import { useTexts } from '../shell/language.tsx'
import { Select } from '../shell/Select.tsx'
import { isEmpty } from './form-fields.ts'
import { formTexts } from './form-texts.ts'

type Action = Readonly<Record<string, unknown>>

const kinds = ['drive', 'printer', 'message', 'link', 'menu-entry', 'variable'] as const
type ActionName = (typeof kinds)[number]

const fields: Readonly<Record<ActionName, readonly string[]>> = {
  drive: ['protocol', 'address', 'folder'],
  printer: ['queue'],
  message: ['title', 'text'],
  link: ['path', 'to'],
  'menu-entry': ['title', 'address'],
  variable: ['name', 'value'],
}

interface ActionFieldsProps {
  readonly value: readonly Action[]
  readonly error?: string | undefined
  onChange(actions: Action[]): void
}

/** What a rule of the environment does: the first of its actions by a form, further ones in the text. */
export function ActionFields({ value, error, onChange }: ActionFieldsProps) {
  const t = useTexts(formTexts)
  const [first = {}, ...others] = value
  const kind = kinds.find((one) => one === first.action)
  const isForeign = first.action !== undefined && kind === undefined
  const write = (action: Action) => onChange([action, ...others])
  const choose = (name: string) =>
    write(
      name === ''
        ? {}
        : {
            action: name,
            id: typeof first.id === 'string' ? first.id : name,
            concern: 'comfort',
            ...(name === 'drive' ? { protocol: 'smb' } : {}),
          },
    )
  const words = (key: string) => (first[key] ?? {}) as { de?: string; en?: string }
  const plain = (key: string) => {
    if (key === 'address' && kind === 'menu-entry') return String((first.opens as Action | undefined)?.address ?? '')
    return String(first[key] ?? '')
  }
  const set = (key: string, next: unknown) => {
    if (key === 'address' && kind === 'menu-entry') return write({ ...first, opens: { address: next } })
    const { [key]: _was, ...rest } = first
    return write(isEmpty(next) ? rest : { ...first, [key]: next })
  }
  return (
    <fieldset className="flow">
      <legend className="kern-label">{t.fields.actions}</legend>
      {isForeign ? (
        <p className="kern-body">{t.foreignAction(String(first.action))}</p>
      ) : (
        <Select
          label={t.actionKind}
          value={kind ?? ''}
          error={error}
          onChange={choose}
          options={[
            { value: '', text: t.choose },
            ...kinds.map((name) => ({ value: name, text: t.actionNames[name] })),
          ]}
        />
      )}
      {kind !== undefined &&
        fields[kind].map((key) => {
          const label = t.actionFields[key] ?? key
          if (key === 'title' || key === 'text')
            return (
              <div className="flow" key={key}>
                <Field label={label} value={words(key).de ?? ''} onChange={(de) => set(key, { ...words(key), de })} />
                <Field
                  label={t.inEnglish(label)}
                  value={words(key).en ?? ''}
                  onChange={(en) => set(key, { ...words(key), en })}
                />
              </div>
            )
          if (key === 'protocol')
            return (
              <Select
                key={key}
                label={label}
                value={plain(key)}
                onChange={(protocol) => set(key, protocol)}
                options={['smb', 'nfs', 'webdav'].map((one) => ({ value: one, text: one.toUpperCase() }))}
              />
            )
          return <Field key={key} label={label} value={plain(key)} onChange={(next) => set(key, next)} literal />
        })}
      {others.length > 0 && (
        <p className="kern-body">
          {t.moreActions(others.length)} {others.map((one) => String(one.id)).join(', ')}
        </p>
      )}
    </fieldset>
  )
}
