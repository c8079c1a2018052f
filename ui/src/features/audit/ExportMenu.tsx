import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { notifyDone, notifyProblem } from "../../components/notify";
import { useText } from "../../lib/text";
import type { AuditFilter, AuditFormat } from "../../lib/types";
import { useExportAuditLog } from "./mutations";

/** Writes what is looked for to a file, and says where it is. */
export function ExportMenu({ filter }: { filter: AuditFilter }) {
  const t = useText();
  const exporting = useExportAuditLog();
  const start = (format: AuditFormat) =>
    exporting.mutate(
      { filter, format },
      {
        onSuccess: ({ path }) =>
          notifyDone({ title: t("audit-exported-title"), message: t("audit-exported", { path }) }, t),
        onError: (refused) => notifyProblem(refused, t),
      },
    );
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} loading={exporting.isPending}>
          {t("audit-export")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => start("csv")}>{t("audit-export-csv")}</Menu.Item>
        <Menu.Item onClick={() => start("json")}>{t("audit-export-json")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
