# 命令行
cli-no-display = 没有可用的显示器（{ $reason }），改为输出汇总表。
cli-no-such-year = 文件中没有 { $asked } 年的数据；可选年份：{ $years }。
cli-unknown-ending = 不支持的输出格式，请使用 .csv、.xlsx 或 -:{ $path }
cli-unmatched = 项目中有 { $count } 宗地块在文件中找不到。
cli-findings = 导入时发现 { $count } 处问题，可用 mulens check 查看。
