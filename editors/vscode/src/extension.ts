// Starts `factlint lsp`, shows what its commands tell, and asks for the reason where a finding is settled.

import * as vscode from "vscode";
import { ExecuteCommandSignature, LanguageClient } from "vscode-languageclient/node";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("factlint.restart", async () => {
      await client?.dispose();
      await start();
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
}

async function start(): Promise<void> {
  const settings = vscode.workspace.getConfiguration("factlint");
  const command = settings.get<string>("path", "factlint");
  const args = ["lsp", ...settings.get<string[]>("arguments", [])];
  client = new LanguageClient(
    "factlint",
    "factlint",
    { command, args },
    {
      documentSelector: [
        { language: "markdown" },
        { language: "plaintext" },
        { language: "html" },
        { pattern: "**/factlint.yaml" },
      ],
      initializationOptions: { asks: true },
      middleware: { executeCommand: execute },
    },
  );
  try {
    await client.start();
  } catch (error) {
    vscode.window.showErrorMessage(`${command} cannot be started: ${error}. Set factlint.path to where it is.`);
  }
}

async function execute(command: string, args: unknown[], next: ExecuteCommandSignature): Promise<unknown> {
  if (command === "factlint.settle") {
    const reason = await vscode.window.showInputBox({
      title: "Settle the finding",
      prompt: "Why is it right as it stands?",
      validateInput: (text) => (text.trim() ? undefined : "A reason says why."),
    });
    if (!reason) {
      return undefined;
    }
    return next(command, [{ ...(args[0] as object), reason }]);
  }
  const told = await next(command, args);
  if (typeof told === "string") {
    const content = await vscode.workspace.openTextDocument({ content: told, language: "plaintext" });
    await vscode.window.showTextDocument(content, { preview: true, viewColumn: vscode.ViewColumn.Beside });
  }
  return told;
}
