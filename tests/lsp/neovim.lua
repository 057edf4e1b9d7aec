-- Opens a file in Neovim without a screen, and writes what the server answers as JSON: the test beside it reads that.
local command = vim.fn.json_decode(vim.env.SERVER)
local result = {}
vim.o.swapfile = false
local client = vim.lsp.start_client({ name = "attioql", cmd = command, root_dir = vim.fn.getcwd() })
vim.bo.filetype = "attioql"
vim.lsp.buf_attach_client(0, client)
vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 50)
result.diagnostics = vim.tbl_map(function(each) return { each.code, each.lnum, each.col } end, vim.diagnostic.get(0))
local function ask(method, line, column)
  local params = vim.lsp.util.make_text_document_params()
  local answers = vim.lsp.buf_request_sync(0, method, {
    textDocument = params, position = { line = line, character = column }, options = { tabSize = 2, insertSpaces = true },
  }, 60000)
  local _, answer = next(answers or {})
  return answer and answer.result
end
result.labels = vim.tbl_map(function(each) return each.label end, ask("textDocument/completion", 2, 28).items)
result.hover = ask("textDocument/hover", 2, 1).contents.value
vim.lsp.util.apply_text_edits(ask("textDocument/formatting", 0, 0) or {}, 0, "utf-16")
result.formatted = vim.api.nvim_buf_get_lines(0, 0, -1, false)
-- Omni completion as if in insert mode, which there is none of without a screen
vim.o.virtualedit = "onemore"
vim.fn.mode = function() return "i" end
vim.fn.complete = function(start, items)
  result.omni = { start, vim.tbl_map(function(each) return each.word end, items) }
end
vim.api.nvim_buf_set_lines(0, 0, -1, false, { "# target: people", 'kind = "Le' })
vim.api.nvim_win_set_cursor(0, { 2, 10 })
vim.lsp.omnifunc(1, "")
vim.wait(60000, function() return result.omni ~= nil end, 50)
vim.fn.writefile({ vim.fn.json_encode(result) }, vim.env.RESULT)
vim.cmd("qa!")
