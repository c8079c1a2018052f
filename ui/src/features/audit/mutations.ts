import { useMutation, useQueryClient } from "@tanstack/react-query";
import { queryKeys } from "../../app/queryKeys";
import { commands } from "../../lib/commands";
import type { AuditFilter, AuditFormat } from "../../lib/types";

export function useExportAuditLog() {
  return useMutation({
    mutationFn: ({ filter, format }: { filter: AuditFilter; format: AuditFormat }) =>
      commands.exportAuditLog(filter, format),
  });
}

/** Takes the log as it is now for the true one. */
export function useAcceptAuditHistory() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: commands.acceptAuditHistory,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.auditHistory }),
  });
}
