--- Check the references of a document while pandoc builds it, by the command `refcheck`.
--
-- All that is said of a reference is said by the command. A document is a stranger: its metadata choose what is
-- shown, never which program is run or who is asked. The environment does: REFCHECK, REFCHECK_MAILTO and so on.

local stringify = pandoc.utils.stringify
local path = pandoc.path

local COMMAND = os.getenv 'REFCHECK' or 'refcheck'
local DOCUMENT, INLINE = 'refcheck-document.md', 'refcheck-metadata.json'
local PASSED_ON = { 'fail-on', 'select', 'ignore', 'language' }
local SHOWN = { warnings = { 'warnings' }, section = { 'section' }, both = { 'warnings', 'section' } }

--- Tell the person who builds: in pandoc's log, where filters may write there (3.2).
local function warn(text)
  if pandoc.log then
    pandoc.log.warn(text)
  else
    io.stderr:write('[WARNING] ' .. text .. '\n')
  end
end

--- Return the strings in a value of the metadata: one, a list, or lists by topic.
local function strings(value)
  local kind = pandoc.utils.type(value)
  if kind ~= 'List' and kind ~= 'table' then
    return pandoc.List(value ~= nil and { stringify(value) } or {})
  end
  local found = pandoc.List()
  for _, each in pairs(value) do
    found:extend(strings(each))
  end
  return found
end

--- Return a text in which every `from` is `to`, both as they stand.
local function replaced(text, from, to)
  return (text:gsub(from:gsub('%p', '%%%0'), (to:gsub('%%', '%%%%'))))
end

--- Return what a file holds; nil where it cannot be read.
local function content(file)
  local handle = io.open(file, 'rb')
  if handle then
    local text = handle:read 'a'
    handle:close()
    return text
  end
end

local function written(file, text)
  local handle = assert(io.open(file, 'wb'))
  handle:write(text)
  handle:close()
end

--- Return the environment without the library paths that R puts first, with which another program's Python may not start.
local function environment()
  local found = pandoc.system.environment()
  if found.R_HOME and found.LD_LIBRARY_PATH then
    local kept = pandoc.List()
    for folder in found.LD_LIBRARY_PATH:gmatch '[^:]+' do
      if not (folder .. '/'):match '^/usr/lib/' and folder:sub(1, #found.R_HOME) ~= found.R_HOME then
        kept:insert(folder)
      end
    end
    found.LD_LIBRARY_PATH = table.concat(kept, ':')
  end
  return found
end

--- Return what the command printed and its exit code; neither, where it could not be started.
local function run(arguments)
  local ok, result = pandoc.system.with_environment(environment(), function()
    return pcall(pandoc.pipe, COMMAND, arguments, '')
  end)
  if ok then
    return result, 0
  end
  local coded, code = pcall(function() return result.error_code end)
  if coded and code then
    return result.output, code
  end
end

--- Call `use` with a folder for a while: in the working folder, whose refcheck.toml is heeded then, or elsewhere.
local function with_folder(use)
  local probe = '.refcheck-' .. tostring({}):gsub('%W', '')
  if pcall(pandoc.system.make_directory, probe) then
    pandoc.system.remove_directory(probe)
    return pandoc.system.with_temporary_directory('.', '.refcheck', use)
  end
  return pandoc.system.with_temporary_directory('refcheck', use)
end

--- Return what a bibliography holds, looked for as pandoc does; nil where it is not found.
local function bibliography(name)
  if name:match '^https?://' then
    local _, text = pandoc.mediabag.fetch(name)
    return text
  end
  for _, folder in ipairs { '.', table.unpack(PANDOC_STATE.resource_path) } do
    local text = content(path.is_absolute(name) and name or path.join { folder, name })
    if text then
      return text
    end
  end
end

--- Write the lists that the metadata name or hold into a folder. Return their names there.
local function lists(meta, folder)
  local names = pandoc.List()
  for place, given in ipairs(strings(meta.bibliography)) do
    local text = bibliography(given)
    if text then
      local is_inside = path.is_relative(given) and not given:match '%.%.' and not given:match '[:\\]'
      local name = is_inside and path.normalize(given) or path.filename(given):gsub('[^%w._-]', '-')
      if names[name] then
        name = place .. '-' .. name
      end
      names[#names + 1], names[name] = name, true
      pandoc.system.make_directory(path.join { folder, path.directory(name) }, true)
      written(path.join { folder, name }, text)
    else
      warn('refcheck: ' .. given .. ' was not found.')
    end
  end
  if pandoc.utils.type(meta.references) == 'List' then
    local unwrap = function(each) return each.content end
    local plain = pandoc.Pandoc({}, { references = meta.references }):walk { Emph = unwrap, Strong = unwrap }
    local json = pandoc.write(plain, 'plain', { template = '$meta-json$', wrap_text = 'none' })
    names[#names + 1] = INLINE
    written(path.join { folder, INLINE }, json:match '^%s*{"references":(.*)}%s*$')
  end
  return names
end

--- Return the keys that a document cites, in order, each once.
local function cited(doc)
  local keys = pandoc.List()
  doc:walk {
    Cite = function(cite)
      for _, each in ipairs(cite.citations) do
        if not keys[each.id] then
          keys[#keys + 1], keys[each.id] = each.id, true
        end
      end
    end,
  }
  return keys
end

--- Return the document as Markdown: its citations and the names of its lists; without lists all that it says.
local function markdown(doc, names)
  if #names == 0 then
    local unwrap = function(each) return each.content end
    local blocks = doc.blocks:walk {
      Div = function(div)
        local heading = div.identifier == 'refs' and { pandoc.Header(1, 'References') } or {}
        return pandoc.Blocks(heading) .. div.content
      end,
      Span = unwrap,
    }
    return pandoc.write(pandoc.Pandoc(blocks), 'markdown-citations', { wrap_text = 'none' })
  end
  local keys = cited(doc)
  if #keys == 0 then
    return ''
  end
  local lines = pandoc.List { '---', 'bibliography:' }
  lines:extend(names:map(function(name) return '- "' .. name:gsub('[\\"]', '\\%0') .. '"' end))
  lines:insert((keys['*'] and 'nocite: "@*"\n' or '') .. '---')
  lines:extend(keys:map(function(key) return key ~= '*' and '\n[@{' .. key .. '}]' or '' end))
  return table.concat(lines, '\n')
end

--- Return the options of the command that the metadata choose.
local function options(settings)
  local chosen = pandoc.List(settings['fail-on'] and {} or { '--fail-on=never' })
  if stringify(settings.offline or '') == 'true' then
    chosen:insert '--offline'
  end
  local known = { show = true, offline = true }
  for _, name in ipairs(PASSED_ON) do
    known[name] = true
    if settings[name] then
      chosen:insert('--' .. name .. '=' .. table.concat(strings(settings[name]), ','))
    end
  end
  for name in pairs(settings) do
    if not known[name] then
      warn('refcheck: “' .. name .. '” cannot be set in a document; see the environment variables.')
    end
  end
  return chosen
end

--- Return a text of the command with names as the author knows them; lines of what was written here are nobody's.
local function named(text, folder, input)
  for _, name in ipairs { DOCUMENT, INLINE } do
    text = replaced(text:gsub(name:gsub('%p', '%%%0') .. ':%d+', name), name, input)
  end
  folder = folder:gsub('^%./', '') .. '/'
  return replaced(replaced(text, './' .. folder, ''), folder, '')
end

--- Tell what a report says: as warnings, as blocks for the end, or both. Return the blocks.
local function told(report, show, as_named)
  local blocks = pandoc.Blocks {}
  for _, how in ipairs(show) do
    if how == 'warnings' then
      for line in as_named(run { 'report', report, '--format=concise' }):gmatch '[^\r\n]+' do
        warn(line)
      end
    else
      local section = pandoc.read(as_named(run { 'report', report, '--format=markdown' }), 'gfm').blocks
      section[1].level = 1
      blocks:insert(pandoc.Div(section, { 'refcheck' }))
    end
  end
  return blocks
end

function Pandoc(doc)
  local settings = doc.meta.refcheck
  if settings == false then
    return nil
  end
  settings = pandoc.utils.type(settings) == 'table' and settings or {}
  local chosen = options(settings)
  local input = path.filename(quarto and quarto.doc.input_file or PANDOC_STATE.input_files[1] or 'document')
  return with_folder(function(folder)
    local text = markdown(doc, lists(doc.meta, folder))
    if text == '' then
      return nil
    end
    local document, report = path.join { folder, DOCUMENT }, path.join { folder, 'report.json' }
    written(document, text)
    local _, code = run(
      pandoc.List { 'check', document, '--format=json', '--output=' .. report, '--quiet', '--allow-empty' } .. chosen
    )
    if code == nil then
      warn('refcheck was not found, so no reference was checked: pip install refcheck-audit, or set REFCHECK to its path.')
    elseif not content(report) then
      warn('refcheck could not run, so no reference was checked; the line above says why.')
    else
      doc.blocks = doc.blocks .. told(report, SHOWN[stringify(settings.show or 'warnings')] or SHOWN.both, function(said)
        return named(said, folder, input)
      end)
      if code == 3 then
        warn('refcheck could not reach a registry; build again later.')
      elseif code == 1 then
        error('refcheck found what the document fails on: “fail-on” in its metadata.', 0)
      end
      return doc
    end
  end)
end
