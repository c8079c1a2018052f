import { Skeleton } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Fragment, useEffect, useRef } from "react";
import { formatDateTimeSeconds } from "../../lib/dates";
import { useText } from "../../lib/text";
import type { AuditEntry } from "../../lib/types";
import { wordAction, wordActor, wordOrigin } from "./words";

/** Of every row (pixels). */
const ROW_HEIGHT = 44;
const ROWS_AHEAD = 8;
const COLUMNS = 5;

interface Props {
  events: AuditEntry[];
  loading: boolean;
  /** There are older ones, which `onEnd` asks for. */
  hasMore: boolean;
  onEnd: () => void;
  onOpen: (event: AuditEntry) => void;
}

/** The log, the newest event first: only the rows in view are drawn, and older events are read once they come near. */
export function AuditTable({ events, loading, hasMore, onEnd, onOpen }: Props) {
  const t = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: events.length,
    useFlushSync: false,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: ROWS_AHEAD,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (hasMore && last >= events.length - ROWS_AHEAD) onEnd();
  }, [hasMore, last, events.length, onEnd]);

  const gapAfter = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div className="audit-scroll" ref={scroller}>
      <table
        className="audit-table"
        aria-label={t("audit-log")}
        aria-busy={loading}
        aria-rowcount={hasMore || loading ? -1 : events.length + 1}
      >
        <colgroup>
          <col className="audit-col-when" />
          <col />
          <col className="audit-col-person" />
          <col className="audit-col-person" />
          <col className="audit-col-origin" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{t("audit-when")}</th>
            <th scope="col">{t("audit-what")}</th>
            <th scope="col">{t("audit-whom")}</th>
            <th scope="col">{t("audit-who")}</th>
            <th scope="col">{t("audit-origin")}</th>
          </tr>
        </thead>
        <tbody>
          {loading && <Waiting />}
          {items.map(({ index, start }, place) => {
            const event = events[index];
            return (
              event && (
                <Fragment key={event.seq}>
                  <Gap height={start - (items[place - 1]?.end ?? 0)} />
                  <EventRow event={event} row={index + 2} onOpen={onOpen} />
                </Fragment>
              )
            );
          })}
          <Gap height={gapAfter} />
        </tbody>
      </table>
    </div>
  );
}

function EventRow({ event, row, onOpen }: { event: AuditEntry; row: number; onOpen: Props["onOpen"] }) {
  const t = useText();
  const when = formatDateTimeSeconds(event.at, t.language);
  const action = wordAction(event.action, t);
  return (
    // The header is row 1.
    <tr aria-rowindex={row}>
      <td>
        <time dateTime={event.at}>{when}</time>
      </td>
      <th scope="row">
        <button
          type="button"
          className="audit-open"
          aria-label={t.label("audit-open", { action, when })}
          onClick={() => onOpen(event)}
        >
          {action}
        </button>
      </th>
      <Cell text={event.target?.name ?? ""} />
      <Cell text={wordActor(event, t)} />
      <Cell text={wordOrigin(event.origin, t)} />
    </tr>
  );
}

/** Of which the rest can be read on pointing at it, where it is longer than its column. */
function Cell({ text }: { text: string }) {
  return (
    <td title={text}>
      <span dir="auto" className="audit-text">
        {text}
      </span>
    </td>
  );
}

/** Stands for the rows that are not drawn. */
function Gap({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without controls takes no focus.
    <tr aria-hidden="true" className="audit-gap">
      <td colSpan={COLUMNS} style={{ height }} />
    </tr>
  );
}

const WAITING_ROWS = [50, 70, 40, 60, 55, 65];

function Waiting() {
  return WAITING_ROWS.map((width) => (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without controls takes no focus.
    <tr key={width} aria-hidden="true">
      <td colSpan={COLUMNS}>
        <Skeleton h={12} w={`${width}%`} />
      </td>
    </tr>
  ));
}
