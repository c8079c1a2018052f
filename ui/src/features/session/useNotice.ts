import { useState } from "react";
import type { StatusNotice } from "../../lib/types";
import { useStatus } from "./queries";

/** What happened by itself and is to be said, until it is closed. */
export function useNotice(): { notice: StatusNotice | null; close: () => void } {
  const notice = useStatus().data?.notice ?? null;
  const [closed, setClosed] = useState<StatusNotice | null>(null);
  return { notice: notice === closed ? null : notice, close: () => setClosed(notice) };
}
