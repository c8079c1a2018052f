import { Pagination, Skeleton, Text } from "@mantine/core";
import { IconMail, IconMailOpened } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { NavLink, useNavigate, useParams } from "react-router";
import { usePlace } from "../../app/place";
import { EmptyPlace } from "../../components/EmptyPlace";
import { ReadProblem } from "../../components/ReadProblem";
import { Screen } from "../../components/Screen";
import { formatDateTime, formatRelative } from "../../lib/dates";
import { useText } from "../../lib/text";
import type { MailSummary } from "../../lib/types";
import { useNow } from "../../lib/useNow";
import { MailPane } from "./MailPane";
import { MAILS_PER_PAGE, useMails } from "./queries";
import "./mailbox.css";

/** The mails of an account kept on this computer, which go to a folder instead of a mail server. */
export function MailboxScreen() {
  const t = useText();
  const id = useParams().id;
  const [page, setPage] = usePage();
  const mails = useMails(page);
  useKeptMail(id, mails.isFetching ? undefined : mails.data?.items);
  const list = useRef<HTMLDivElement>(null);
  const turnTo = (next: number) => {
    setPage(next);
    // The next page is read from its beginning.
    if (list.current) list.current.scrollTop = 0;
  };
  if (mails.error) {
    return (
      <Screen title={t("mailbox")}>
        <ReadProblem problem={mails.error} onRetry={() => void mails.refetch()} />
      </Screen>
    );
  }
  if (mails.data?.total === 0) {
    return (
      <Screen title={t("mailbox")}>
        <EmptyPlace icon={<IconMail size={28} stroke={1.5} />} title={t("mailbox-empty-title")}>
          {t("mailbox-empty")}
        </EmptyPlace>
      </Screen>
    );
  }
  const pages = Math.ceil((mails.data?.total ?? 0) / MAILS_PER_PAGE);
  // There may be fewer than when one was here last.
  if (mails.data && page >= pages) setPage(pages - 1);
  return (
    <Screen title={t("mailbox")}>
      <Text size="sm" c="dimmed" mb="sm" mt="-0.5rem">
        {t("mailbox-explained")}
      </Text>
      <div className="mailbox" data-reading={id !== undefined || undefined}>
        <div className="mailbox-list" ref={list}>
          {mails.data ? <MailList mails={mails.data.items} /> : <Skeleton h={240} aria-busy />}
          {pages > 1 && (
            <Pagination
              size="sm"
              total={pages}
              value={page + 1}
              onChange={(value) => turnTo(value - 1)}
              className="mailbox-pages"
              getControlProps={(control) => ({
                "aria-label": control === "next" ? t("page-next") : t("page-previous"),
              })}
            />
          )}
        </div>
        <section className="mailbox-pane" aria-label={t("mail")}>
          {id === undefined ? (
            <EmptyPlace icon={<IconMailOpened size={28} stroke={1.5} />} title={t("mail-none-chosen")} />
          ) : (
            <MailPane id={id} />
          )}
        </section>
      </div>
    </Screen>
  );
}

/** The page in view, which is kept while one is elsewhere. */
function usePage() {
  const place = usePlace();
  const [page, setPage] = useState(place.get().mailPage);
  useEffect(() => place.change({ mailPage: page }), [place, page]);
  return [page, setPage] as const;
}

/** The mail that was open when one was here last is open again, as long as it is listed. */
function useKeptMail(id: string | undefined, mails: MailSummary[] | undefined): void {
  const place = usePlace();
  const navigate = useNavigate();
  const last = useRef(id === undefined ? place.get().mail : null);
  useEffect(() => {
    // Another one was chosen before the list was read.
    if (id !== undefined) last.current = null;
    const kept = last.current;
    if (kept === null) {
      place.change({ mail: id ?? null });
      return;
    }
    if (mails === undefined || mails.length === 0) return;
    last.current = null;
    if (mails.some((mail) => mail.id === kept)) void navigate(pathOf(kept), { replace: true });
    else place.change({ mail: null });
  }, [place, navigate, id, mails]);
}

function pathOf(mail: string): string {
  return `/mailbox/${encodeURIComponent(mail)}`;
}

function MailList({ mails }: { mails: MailSummary[] }) {
  const t = useText();
  const now = useNow();
  return (
    <ul className="plain-list" aria-label={t("mails")}>
      {mails.map((mail) => (
        <li key={mail.id}>
          <NavLink to={pathOf(mail.id)} className="mailbox-item">
            <span className="mailbox-subject" dir="auto">
              {mail.subject}
            </span>
            <span className="mailbox-to" dir="auto">
              {t("mail-to", { address: mail.to })}
            </span>
            <time dateTime={mail.date} title={formatDateTime(mail.date, t.language)} className="mailbox-date">
              {formatRelative(mail.date, t.language, now)}
            </time>
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
