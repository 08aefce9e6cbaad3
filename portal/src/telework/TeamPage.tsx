import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { team } from '../api/telework.ts'
import { Button } from '../shell/Button.tsx'
import { formatDate, formatDay } from '../shell/format.ts'
import { Loading } from '../shell/Loading.tsx'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { Cell, Table } from '../shell/Table.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { requestTexts } from './request-texts.ts'
import { teamTexts } from './team-texts.ts'

/** Who of my team is at home when, by what was agreed, and when to reach them; never who is there just now. */
export function TeamPage() {
  const t = useTexts(teamTexts)
  const words = useTexts(requestTexts)
  const { language } = useLanguage()
  const [date, setDate] = useState<string>()
  const week = useQuery({ queryKey: ['team', date], queryFn: () => team(date), placeholderData: (before) => before })
  const shift = (days: number) => {
    if (!week.data) return
    setDate(new Date(Date.parse(`${week.data.monday}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10))
  }
  return (
    <Page title={t.title} lead={t.lead}>
      {week.isPending && <Loading />}
      {week.isError && <TroubleAlert error={week.error} onRetry={() => void week.refetch()} />}
      {week.data && (
        <>
          <div className="row">
            <Button small icon="arrow-back" onPress={() => shift(-7)}>
              {t.before}
            </Button>
            <Button small icon="arrow-forward" onPress={() => shift(7)}>
              {t.after}
            </Button>
          </div>
          <div role="status">
            <p className="kern-body">{t.weekOf(formatDate(week.data.monday, language))}</p>
          </div>
          <Table title={t.table} head={[t.name, t.home]} quiet>
            {week.data.members.map((member) => (
              <tr key={member.name}>
                <Cell head={t.name}>{member.name}</Cell>
                <Cell head={t.home}>
                  {member.home.length === 0
                    ? t.none
                    : member.home.map((day) => (
                        <span key={day.date} className="team__day">
                          {formatDay(day.date, language)} {t.reachable(day.from, day.until)}
                          {day.type === 'mobile-work' && ` (${words.type['mobile-work']})`}
                        </span>
                      ))}
                </Cell>
              </tr>
            ))}
          </Table>
        </>
      )}
    </Page>
  )
}
