import { useQuery } from '@tanstack/react-query'
import { statistics } from '../api/capacity.ts'
import { useText, useTexts } from '../shell/language.tsx'
import { Cell, Table } from '../shell/Table.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { capacityTexts } from './texts.ts'

/** How many agreements and devices each department has; never of fewer than ten people. */
export function StatisticsTable() {
  const t = useTexts(capacityTexts)
  const text = useText()
  const numbers = useQuery({ queryKey: ['statistics'], queryFn: statistics })
  if (numbers.isError) return <TroubleAlert error={numbers.error} onRetry={() => void numbers.refetch()} />
  if (!numbers.data) return null
  return (
    <Table title={t.numbers} head={[t.department, t.staff, t.agreements, t.devices]}>
      {numbers.data.map((line) => (
        <tr key={line.department ?? ''}>
          <Cell head={t.department}>{text(line.title)}</Cell>
          <Cell head={t.staff}>{line.people}</Cell>
          <Cell head={t.agreements}>{line.agreements}</Cell>
          <Cell head={t.devices}>{line.devices}</Cell>
        </tr>
      ))}
    </Table>
  )
}
