# 企业表、边界、参考图层
list-unreadable = 无法读取企业表：{ $reason }（{ $path }）
list-password = 工作簿有密码保护，请在 Excel 中取消密码后另存再关联：{ $path }
list-bad-workbook = 工作簿已损坏或格式不受支持，请在 Excel 中另存为 .xlsx 后再试（{ $detail }）：{ $path }
list-not-a-table = 这不是表格，而是{ $what }：{ $path }
list-too-large = 表格过大，请只保留所需的工作表和行：{ $path }
list-empty = 表格中没有内容：{ $path }
list-no-such-sheet = 工作簿中没有名为“{ $sheet }”的工作表：{ $path }
list-looks-zip = 压缩包或已损坏的工作簿；若为压缩包，请先解压
list-looks-old-excel = 很旧的 Excel 文件（Excel 4 或更早），请另存为 .xlsx
list-looks-pdf = PDF 文件，请取得原始表格
list-looks-html = 网页（可能是登录页，或网站以 .xls 名义导出的网页），请在 Excel 中打开后另存为 .xlsx
list-looks-xml = XML 文件，请在 Excel 中打开后另存为 .xlsx
list-looks-git-lfs = Git LFS 指针，请先取得真正的文件
list-looks-json = JSON 文件，请导出为 CSV 或 XLSX
list-looks-picture = 图片

list-finding-place = 第 { $line } 行“{ $header }”：{ $value }
list-finding-column = “{ $header }”
list-finding-not-a-number = { $count } 个单元格应为数字，按缺失处理：{ $places }
list-finding-negative = { $count } 个单元格为负数，按原值计入：{ $places }
list-finding-digits-lost = { $count } 个代码超过 15 位而被 Excel 存为数字，末几位已丢失，请将该列设为文本后重新导出：{ $places }
list-finding-total-row = { $count } 行为合计行，未计入：{ $places }
list-finding-header-row = { $count } 行重复表头，未计入：{ $places }
list-finding-year-missing = { $count } 行没有年份，其数值不归入任何年度：{ $places }
list-finding-unit-assumed = { $count } 列未写单位，暂按常用单位处理，请确认：{ $places }
