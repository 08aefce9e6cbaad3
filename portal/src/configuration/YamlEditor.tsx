import { autocompletion, type CompletionContext } from '@codemirror/autocomplete'
import { yaml } from '@codemirror/lang-yaml'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import type { ConfigurationFault } from '@nahtlos/contract/configuration/source'
import { basicSetup } from 'codemirror'
import { useEffect, useRef } from 'react'
import { useLanguage } from '../shell/language.tsx'
import { asEdited, edited, type Replacement } from './line-breaks.ts'
import { documentAround, suggestionsAt } from './schema-completion.ts'

interface YamlEditorProps {
  readonly label: string
  readonly describedBy: string
  /** The file; another path is another editor. */
  readonly path: string
  readonly text: string
  readonly faults: readonly ConfigurationFault[]
  readonly schema: Record<string, unknown> | null
  /** The ids of the documents of a kind, to suggest them. */
  readonly idsOf: (kind: string) => readonly string[]
  onChange(text: string): void
}

/** A text editor for one file: suggestions by the JSON Schema, faults of the server at their lines. */
export function YamlEditor({ label, describedBy, path, text, faults, schema, idsOf, onChange }: YamlEditorProps) {
  const { language } = useLanguage()
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const latest = useRef({ schema, idsOf, onChange })
  latest.current = { schema, idsOf, onChange }
  const first = useRef(text)
  first.current = text
  /** With the line breaks that its authors gave it; the editor knows one kind. */
  const file = useRef(text)

  // A new editor for another file only; typing must not make one.
  useEffect(() => {
    const host = place.current
    if (host === null) return
    // In a shadow root its styles are adopted, which the policy of the page allows; a style element it would not.
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
    const editor = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          basicSetup,
          yaml(),
          lintGutter(),
          autocompletion({ override: [(context) => complete(context, latest.current.schema, latest.current.idsOf)] }),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': `${label}: ${path}`, tabindex: '0' }),
          EditorView.theme({
            '&': { fontSize: '0.9375rem', border: '1px solid #6b7280', background: '#fff', color: '#1f2937' },
            '.cm-scroller': { maxHeight: '60vh', minHeight: '16rem' },
            '&.cm-focused': { outline: '3px solid #171a2b' },
          }),
          EditorView.updateListener.of((update) => {
            const shown = update.state.doc.toString()
            if (!update.docChanged || asEdited(file.current) === shown) return
            const replacements: Replacement[] = []
            update.changes.iterChanges((from, to, _from, _to, inserted) =>
              replacements.push({ from, to, insert: inserted.toString() }),
            )
            file.current = edited(file.current, replacements, shown)
            latest.current.onChange(file.current)
          }),
        ],
      }),
    })
    view.current = editor
    file.current = first.current
    return () => {
      view.current = null
      editor.destroy()
    }
  }, [path, label])

  // What a form wrote comes from outside; what was typed is there already.
  useEffect(() => {
    const editor = view.current
    if (editor === null) return
    file.current = text
    if (editor.state.doc.toString() === asEdited(text)) return
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } })
  }, [text])

  useEffect(() => {
    const editor = view.current
    if (editor === null) return
    const own = faults.filter((fault) => fault.path === path)
    editor.dispatch(
      setDiagnostics(
        editor.state,
        own.map((fault) => diagnosticOf(editor.state, fault, fault.message[language])),
      ),
    )
  }, [faults, path, language])

  return <div ref={place} className="editor" aria-describedby={describedBy} />
}

function diagnosticOf(state: EditorState, { line, column, document }: ConfigurationFault, message: string): Diagnostic {
  const at = state.doc.line(Math.min(line, state.doc.lines))
  const from = Math.min(at.from + column - 1, at.to)
  return {
    from,
    to: Math.max(from, at.to),
    severity: 'error',
    message: document === null ? message : `${document}: ${message}`,
  }
}

function complete(
  context: CompletionContext,
  schema: Record<string, unknown> | null,
  idsOf: (kind: string) => readonly string[],
) {
  if (schema === null) return null
  const word = context.matchBefore(/[\w-]*/)
  if (word === null || (word.from === word.to && !context.explicit)) return null
  const text = context.state.doc.toString()
  const document = documentAround(text, context.pos)
  const start = text.lastIndexOf('\n---', Math.max(0, context.pos - 1))
  const before = text.slice(start < 0 ? 0 : text.indexOf('\n', start + 1) + 1, context.pos)
  const options = suggestionsAt(schema, before, document, idsOf).map(({ label, kind }) => ({
    label,
    type: kind === 'key' ? 'property' : 'constant',
    apply: kind === 'key' ? `${label}: ` : label,
  }))
  return options.length === 0 ? null : { from: word.from, options }
}
