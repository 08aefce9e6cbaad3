import type { Explanation } from '@nahtlos/contract/access/resolution'
import { useText, useTexts } from '../shell/language.tsx'
import { Cell, Table } from '../shell/Table.tsx'
import { administrationTexts } from './texts.ts'

/** Which document, which condition, which value, which effect. */
export function ExplanationTable({ title, lines }: { title: string; lines: readonly Explanation[] }) {
  const t = useTexts(administrationTexts)
  const text = useText()
  const said = (value: Explanation['value']) =>
    typeof value === 'boolean' ? (value ? t.holds : t.holdsNot) : t.failed(value.error)
  return (
    <details>
      <summary className="kern-label">{title}</summary>
      <Table title={title} head={[t.document, t.condition, t.value, t.effect, t.meaning]} quiet>
        {lines.map((line) => (
          <tr key={`${line.document} ${line.condition} ${line.effect} ${line.text.de}`}>
            <Cell head={t.document}>{line.document}</Cell>
            <Cell head={t.condition}>
              <code>{line.condition}</code>
            </Cell>
            <Cell head={t.value}>{said(line.value)}</Cell>
            <Cell head={t.effect}>
              {t.effects[line.effect]}
              {line.rights.length > 0 && `: ${line.rights.map((right) => t.right[right]).join(', ')}`}
            </Cell>
            <Cell head={t.meaning}>{text(line.text)}</Cell>
          </tr>
        ))}
      </Table>
    </details>
  )
}
