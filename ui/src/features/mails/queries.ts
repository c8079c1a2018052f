import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { queryKeys } from "../../app/queryKeys";
import { commands } from "../../lib/commands";

export const MAILS_PER_PAGE = 50;

/** A page of the mails written on this computer, the newest first. */
export function useMails(page: number) {
  return useQuery({
    queryKey: queryKeys.mailPage(page),
    queryFn: () => commands.listMails(page * MAILS_PER_PAGE, MAILS_PER_PAGE),
    placeholderData: keepPreviousData,
  });
}

export function useMail(id: string) {
  return useQuery({ queryKey: queryKeys.mail(id), queryFn: () => commands.getMail(id) });
}
