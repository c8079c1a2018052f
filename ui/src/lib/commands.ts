/**
 * The UI's only way to the desktop's Rust side: the generated bindings, with every refusal as a `Refusal`.
 *
 * What the generated file looks like (names of arguments, how errors come back) is known here and nowhere else.
 */
import * as bindings from "../bindings";
import { asRefusal } from "./refusal";
import type {
  Account,
  AccountEntry,
  AdministratorRow,
  AuditExport,
  AuditFilter,
  AuditFormat,
  AuditHistory,
  AuditQuery,
  AuditWindow,
  Colours,
  CreateUser,
  DeepLinkOpened,
  FoundPeople,
  Invalidated,
  InvitationLink,
  InvitationsAccepted,
  Mail,
  MailSummary,
  Me,
  NewAccount,
  NewUserInformation,
  NewUserPreview,
  Outcome,
  OwnSession,
  PasswordLinkAsked,
  PendingChange,
  PendingEdit,
  RemovalUndone,
  RestoreUser,
  Status,
  StatusChanged,
  SyncChanged,
  SyncStatus,
  UpdateAccount,
  UpdateMe,
  UpdateUser,
  UserCounts,
  UserQuery,
  UserRow,
  UserWindow,
  ZoomStep,
} from "./types";

const raw = bindings.commands;

async function call<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (thrown) {
    throw asRefusal(thrown);
  }
}

export const commands = {
  getStatus: (): Promise<Status> => call(raw.getStatus()),
  useOnThisComputer: (): Promise<Status> => call(raw.useOnThisComputer()),
  createAccount: (account: NewAccount): Promise<Status> => call(raw.createAccount(account)),
  connectToServer: (address: string): Promise<Status> => call(raw.connectToServer(address)),
  leaveServer: (): Promise<Status> => call(raw.leaveServer()),
  signIn: (loginEmail: string, password: string): Promise<Status> => call(raw.signIn({ loginEmail, password })),
  signOut: (): Promise<Status> => call(raw.signOut()),
  forgotPassword: (loginEmail: string): Promise<PasswordLinkAsked> => call(raw.forgotPassword(loginEmail)),
  tryKeyringAgain: (): Promise<Status> => call(raw.tryKeyringAgain()),
  updateMe: (changes: UpdateMe): Promise<Me> => call(raw.updateMe(changes)),
  changePassword: (currentPassword: string, newPassword: string): Promise<null> =>
    call(raw.changePassword({ currentPassword, newPassword })),
  listSessions: (): Promise<OwnSession[]> => call(raw.listSessions()),
  endSession: (id: string): Promise<null> => call(raw.endSession(id)),
  endOtherSessions: (): Promise<null> => call(raw.endOtherSessions()),
  getAccount: (): Promise<Account> => call(raw.getAccount()),
  updateAccount: (changes: UpdateAccount): Promise<Account> => call(raw.updateAccount(changes)),
  listAdministrators: (): Promise<AdministratorRow[]> => call(raw.listAdministrators()),
  listAuditEvents: (query: AuditQuery): Promise<AuditWindow> => call(raw.listAuditEvents(query)),
  exportAuditLog: (filter: AuditFilter, format: AuditFormat): Promise<AuditExport> =>
    call(raw.exportAuditLog(filter, format)),
  checkAuditHistory: (): Promise<AuditHistory> => call(raw.checkAuditHistory()),
  acceptAuditHistory: (): Promise<null> => call(raw.acceptAuditHistory()),
  listUsers: (query: UserQuery): Promise<UserWindow> => call(raw.listUsers(query)),
  getUser: (id: string): Promise<UserRow | null> => call(raw.getUser(id)),
  countUsers: (): Promise<UserCounts> => call(raw.countUsers()),
  previewNewUser: (): Promise<NewUserPreview> => call(raw.previewNewUser()),
  checkNewUser: (information: NewUserInformation): Promise<NewUserInformation> => call(raw.checkNewUser(information)),
  readAddress: (text: string): Promise<string> => call(raw.readAddress(text)),
  createUser: (user: CreateUser): Promise<Outcome> => call(raw.createUser(user)),
  updateUser: (id: string, version: number, changes: UpdateUser): Promise<Outcome> =>
    call(raw.updateUser({ id, version, changes })),
  removeUser: (id: string): Promise<Outcome> => call(raw.removeUser(id)),
  restoreUser: (id: string, restore: RestoreUser): Promise<Outcome> => call(raw.restoreUser({ id, restore })),
  undoRemoval: (id: string): Promise<RemovalUndone> => call(raw.undoRemoval(id)),
  findLoginOwner: (loginEmail: string): Promise<UserRow | null> => call(raw.findLoginOwner(loginEmail)),
  deleteInvitation: (id: string): Promise<Outcome> => call(raw.deleteInvitation(id)),
  resendInvitation: (id: string): Promise<Outcome> => call(raw.resendInvitation(id)),
  copyInvitationLink: (id: string): Promise<InvitationLink> => call(raw.copyInvitationLink(id)),
  listPendingChanges: (): Promise<PendingChange[]> => call(raw.listPendingChanges()),
  countPendingChanges: (): Promise<number> => call(raw.countPendingChanges()),
  withdrawPendingChange: (id: string): Promise<PendingChange> => call(raw.withdrawPendingChange(id)),
  revisePendingChange: (id: string, edit: PendingEdit): Promise<Outcome> => call(raw.revisePendingChange(id, edit)),
  listAccounts: (): Promise<AccountEntry[]> => call(raw.listAccounts()),
  switchAccount: (key: string): Promise<Status> => call(raw.switchAccount(key)),
  beginAddingAccount: (): Promise<Status> => call(raw.beginAddingAccount()),
  cancelAddingAccount: (): Promise<Status> => call(raw.cancelAddingAccount()),
  forgetAccount: (key: string): Promise<Status> => call(raw.forgetAccount(key)),
  findPeople: (search: string, limit: number): Promise<FoundPeople> => call(raw.findPeople(search, limit)),
  getSyncStatus: (): Promise<SyncStatus> => call(raw.getSyncStatus()),
  syncNow: (): Promise<null> => call(raw.syncNow()),
  notifyOnline: (): Promise<null> => call(raw.notifyOnline()),
  listMails: (offset: number, limit: number): Promise<{ items: MailSummary[]; total: number }> =>
    call(raw.listMails({ offset, limit })),
  getMail: (id: string): Promise<Mail> => call(raw.getMail(id)),
  setColours: (colours: Colours): Promise<null> => call(raw.setColours(colours)),
  zoom: (step: ZoomStep): Promise<number> => call(raw.zoom(step)),
  openLink: (url: string): Promise<null> => call(raw.openLink(url)),
  setUnsaved: (unsaved: boolean): Promise<null> => call(raw.setUnsaved(unsaved)),
  hearClose: (): Promise<null> => call(raw.hearClose()),
  closeWindow: (): Promise<null> => call(raw.closeWindow()),
};

type Unlisten = () => void;

/** What the Rust side tells the UI unasked. Each answers with the function that stops listening. */
export const events = {
  onInvalidated: (tell: (event: Invalidated) => void): Promise<Unlisten> =>
    bindings.events.invalidated.listen((event) => tell(event.payload)),
  onStatusChanged: (tell: (event: StatusChanged) => void): Promise<Unlisten> =>
    bindings.events.statusChanged.listen((event) => tell(event.payload)),
  onSyncChanged: (tell: (event: SyncChanged) => void): Promise<Unlisten> =>
    bindings.events.syncChanged.listen((event) => tell(event.payload)),
  onDeepLinkOpened: (tell: (event: DeepLinkOpened) => void): Promise<Unlisten> =>
    bindings.events.deepLinkOpened.listen((event) => tell(event.payload)),
  onInvitationsAccepted: (tell: (event: InvitationsAccepted) => void): Promise<Unlisten> =>
    bindings.events.invitationsAccepted.listen((event) => tell(event.payload)),
  onCloseAsked: (tell: () => void): Promise<Unlisten> => bindings.events.closeAsked.listen(() => tell()),
};
