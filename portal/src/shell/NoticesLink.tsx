import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { myNotices } from '../api/notices.ts'
import { useTexts } from './language.tsx'
import { shellTexts } from './texts.ts'

/** The way to the notices, with how many are new. */
export function NoticesLink() {
  const t = useTexts(shellTexts)
  const mine = useQuery({ queryKey: ['notices'], queryFn: myNotices, refetchInterval: 60_000 })
  const unread = mine.data?.unread ?? 0
  return (
    <Link to="/notices">
      {t.notices}
      {unread > 0 && ` (${t.unread(unread)})`}
    </Link>
  )
}
