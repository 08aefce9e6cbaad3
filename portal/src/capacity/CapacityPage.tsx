import { useQuery } from '@tanstack/react-query'
import { capacityReport } from '../api/capacity.ts'
import { Alert } from '../shell/Alert.tsx'
import { formatDate, formatDay, formatWeekday } from '../shell/format.ts'
import { Loading } from '../shell/Loading.tsx'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { Cell, Table } from '../shell/Table.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { CapacityChart } from './CapacityChart.tsx'
import { StatisticsTable } from './StatisticsTable.tsx'
import { capacityTexts } from './texts.ts'

/** How many people are at home in the coming weeks by what was agreed, as picture and as table. */
export function CapacityPage() {
  const t = useTexts(capacityTexts)
  const text = useText()
  const { language } = useLanguage()
  const report = useQuery({ queryKey: ['capacity'], queryFn: capacityReport })
  if (!report.data)
    return (
      <Page title={t.title} lead={t.lead}>
        {report.isPending && <Loading />}
        {report.isError && <TroubleAlert error={report.error} onRetry={() => void report.refetch()} />}
      </Page>
    )
  const { days, departments, room } = report.data
  const peak = days.reduce((most, day) => (day.sessions > most.sessions ? day : most), days[0] ?? nobody)
  return (
    <Page title={t.title} lead={t.lead}>
      {peak.sessions > 0 && (
        <Alert
          kind={room !== null && room < peak.sessions ? 'warning' : 'info'}
          title={t.peak(peak.sessions, formatDate(peak.date, language), peak.peak ?? '')}
        >
          <p className="kern-body">{room === null ? t.roomUnknown : t.room(room)}</p>
        </Alert>
      )}
      <CapacityChart days={days} room={room} />
      <Table title={t.byDay} head={[t.day, t.people, t.sessions, t.at]}>
        {days.map((day) => (
          <tr key={day.date}>
            <Cell head={t.day}>{formatDay(day.date, language)}</Cell>
            <Cell head={t.people}>{day.people}</Cell>
            <Cell head={t.sessions}>{day.sessions}</Cell>
            <Cell head={t.at}>{day.peak ?? '–'}</Cell>
          </tr>
        ))}
      </Table>
      <Table
        title={t.byDepartment}
        head={[t.department, t.staff, t.agreements, ...[1, 2, 3, 4, 5].map((day) => formatWeekday(day, language))]}
      >
        {departments.map((line) => (
          <tr key={line.department ?? ''}>
            <Cell head={t.department}>{text(line.title)}</Cell>
            <Cell head={t.staff}>{line.staff}</Cell>
            <Cell head={t.agreements}>{line.agreements}</Cell>
            {line.weekdays.slice(0, 5).map((people, at) => (
              <Cell key={formatWeekday(at + 1, language)} head={formatWeekday(at + 1, language)}>
                {people}
              </Cell>
            ))}
          </tr>
        ))}
      </Table>
      <StatisticsTable />
    </Page>
  )
}

const nobody = { date: '1970-01-01', people: 0, sessions: 0, peak: null }
