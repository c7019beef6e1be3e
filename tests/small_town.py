"""What tests of runs and of the daemon follow: the goal of a small town, to which sources may be added."""

TOWN = """
version: 1
title: 滨江区重点任务
language: zh
timezone: Asia/Shanghai
place: {name: 滨江区, aliases: [滨江]}
statement: {title: 发布会, publisher: 滨江日报, date: 2025-01-17, url: "http://news.example/0"}
targets:
  - {id: wetland, title: 滨江湿地公园二期开放, stage: opened, due: 2025-12-31, about: [湿地公园, 二期]}
"""
TARGETS = TOWN + "sources:\n"
