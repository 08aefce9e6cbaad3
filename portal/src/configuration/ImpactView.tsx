import type { Impact, PeopleCount } from '@nahtlos/contract/configuration/impact'
import type { Text } from '@nahtlos/contract/text'
import { useText, useTexts } from '../shell/language.tsx'
import { Cell, Table } from '../shell/Table.tsx'
import { configurationTexts } from './texts.ts'

/** Who gains and loses what, as numbers; never names. */
export function ImpactView({ impact }: { impact: Impact }) {
  const t = useTexts(configurationTexts)
  const text = useText()
  const listed = (all: readonly { readonly title: Text; readonly people: PeopleCount }[]) =>
    `${all
      .slice(0, 4)
      .map((one) => `${text(one.title)} (${one.people})`)
      .join(', ')}${all.length > 4 ? ' …' : ''}`
  return (
    <div className="flow">
      <p className="kern-body" role="status">
        <strong>
          {t.impactSum(String(impact.concerned), impact.people, String(impact.losing), String(impact.gaining))}
        </strong>
      </p>
      <p className="kern-body kern-body--small">
        {t.lookedAt}: {impact.circumstances.map((one) => text(one)).join('; ')}
      </p>
      {impact.blurred && <p className="kern-body kern-body--small">{t.blurred}</p>}
      {impact.lines.length > 0 && (
        <>
          <Table
            title={t.impact}
            quiet
            head={[t.place, t.workspace, t.item, t.people, t.withAgreement, t.departmentsAndGroups]}
          >
            {impact.lines.map((line) => (
              <tr
                key={`${line.zone} ${line.workspace} ${line.item} ${line.gains} ${line.when.map(({ de }) => de).join()}`}
              >
                <Cell head={t.place}>{text(line.zoneTitle)}</Cell>
                <Cell head={t.workspace}>{text(line.workspaceTitle)}</Cell>
                <Cell head={t.item}>
                  {line.gains === null ? t.otherwise : line.gains ? t.gains : t.loses}: {text(line.itemTitle)}
                  {line.when.length > 0 && <small> ({line.when.map((one) => text(one)).join('; ')})</small>}
                </Cell>
                <Cell head={t.people}>{line.people}</Cell>
                <Cell head={t.withAgreement}>{line.withAgreement ?? '–'}</Cell>
                <Cell head={t.departmentsAndGroups}>
                  {listed(line.departments)}
                  {line.groups.length > 0 && (
                    <>
                      <br />
                      {t.groupsNamed(listed(line.groups))}
                    </>
                  )}
                </Cell>
              </tr>
            ))}
          </Table>
          <p className="kern-body kern-body--small">{t.outsideNote}</p>
        </>
      )}
    </div>
  )
}
